/** Square tiles of one size → the pixels of a sheet, row by row, as near to a square as their number allows unless columns are given. */
import type { Tiles } from '../manifest.ts'
import { encodeWebp, type Pixels } from './webp.ts'

/** What the places left over in the last row show. */
const GREY = 128

/** RGB in [0, 1] → bytes. */
export const bytesOf = (values: Float32Array): Uint8Array =>
  Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))))

/**
 * @param tiles RGB bytes, one tile of `edge` × `edge` pixels after the other
 * @returns the sheet, and where its tiles lie
 */
export function tileSheet(
  tiles: Uint8Array,
  edge: number,
  columns = Math.max(1, Math.ceil(Math.sqrt(tiles.length / (3 * edge ** 2)))),
): Pixels & { tiles: Tiles } {
  const line = 3 * edge
  const count = tiles.length / (line * edge)
  const rows = Math.max(1, Math.ceil(count / columns))
  const pixels = new Uint8Array(columns * rows * edge * line).fill(GREY)
  for (let i = 0; i < count; i++)
    for (let y = 0; y < edge; y++) {
      const row = Math.floor(i / columns) * edge + y
      const from = (i * edge + y) * line
      pixels.set(tiles.subarray(from, from + line), row * columns * line + (i % columns) * line)
    }
  return {
    pixels,
    width: columns * edge,
    height: rows * edge,
    tiles: { width: edge, height: edge, columns, rows },
  }
}

/** Square tiles of one size → a sheet as a WebP, and where its tiles lie. */
export async function encodeTiles(
  tiles: Uint8Array,
  edge: number,
  columns?: number,
): Promise<{ bytes: Uint8Array; tiles: Tiles }> {
  const { tiles: layout, ...sheet } = tileSheet(tiles, edge, columns)
  return { bytes: await encodeWebp(sheet, layout), tiles: layout }
}

/** Tiles below each other as a file. */
export async function encodeColumn(
  tiles: readonly Uint8Array[],
  { width, height }: { width: number; height: number },
): Promise<{ bytes: Uint8Array; tiles: Tiles }> {
  const layout = { width, height, columns: 1, rows: tiles.length }
  const pixels = Buffer.concat(tiles)
  return { bytes: await encodeWebp({ pixels, width, height: height * tiles.length }, layout), tiles: layout }
}
