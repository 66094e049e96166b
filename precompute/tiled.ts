/** Square pictures side by side in one, row by row; what is left over in the last row is grey. */

const GREY = 128

/** @param pictures RGB in [0, 1], `(count, tile, tile, 3)` */
export function tiled(
  pictures: Float32Array,
  count: number,
  tile: number,
  columns = Math.ceil(Math.sqrt(count)),
): { image: { pixels: Uint8Array; width: number; height: number }; columns: number; rows: number } {
  const rows = Math.ceil(count / columns)
  const width = columns * tile
  const pixels = new Uint8Array(width * rows * tile * 3).fill(GREY)
  for (let i = 0; i < count; i++)
    for (let y = 0; y < tile; y++) {
      const from = (i * tile + y) * tile * 3
      const to = ((Math.floor(i / columns) * tile + y) * width + (i % columns) * tile) * 3
      for (let x = 0; x < 3 * tile; x++)
        pixels[to + x] = Math.round(255 * Math.min(1, Math.max(0, pictures[from + x]!)))
    }
  return { image: { pixels, width, height: rows * tile }, columns, rows }
}
