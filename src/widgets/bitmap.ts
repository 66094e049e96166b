/** A colour picture of a few pixels as an address that needs no file: a BMP, 24 bits a pixel. */
import type { Grid } from '../vocabulary/grid.ts'

const HEADER = 54

/** @param rgb bytes, row by row */
export function bitmap(rgb: Uint8Array, height: number, width: number): string {
  const row = Math.ceil((3 * width) / 4) * 4
  const bytes = new Uint8Array(HEADER + row * height)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0x424d)
  view.setUint32(2, bytes.length, true)
  view.setUint32(10, HEADER, true)
  view.setUint32(14, 40, true)
  view.setInt32(18, width, true)
  view.setInt32(22, height, true)
  view.setUint16(26, 1, true)
  view.setUint16(28, 24, true)
  // Rows from the bottom up, blue before green before red.
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) bytes[HEADER + (height - 1 - y) * row + 3 * x + c] = rgb[3 * (y * width + x) + 2 - c]!
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bytes))}`
}

/** A kernel on red, green and blue as the colour it looks for: grey where it is zero, `max` at full colour. */
export function kernelColours(grids: readonly Grid[], max: number): Uint8Array {
  const [{ height, width }] = grids as [Grid, ...Grid[]]
  const rgb = new Uint8Array(3 * height * width)
  for (let i = 0; i < height * width; i++)
    for (let c = 0; c < 3; c++)
      rgb[3 * i + c] = Math.round(127.5 + 127.5 * Math.max(-1, Math.min(1, grids[c]!.values[i]! / max)))
  return rgb
}
