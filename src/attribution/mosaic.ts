/** Several pictures side by side: where each class is, is then known. */
import type { Pixels } from '../model/pixels.ts'

/** Columns of a mosaic of 1, 2 or 4 cells. */
export const mosaicColumns = (cells: number): number => (cells === 1 ? 1 : 2)

/**
 * Pictures of one size side by side, row by row.
 * @throws Error where they are neither 1, 2 nor 4, or differ in size
 */
export function mosaic(cells: readonly Pixels[]): Pixels {
  const [first] = cells
  if (!first || ![1, 2, 4].includes(cells.length))
    throw new Error(`mosaic of ${cells.length} pictures (allowed: 1, 2 or 4)`)
  const { height, width } = first
  const depth = first.values.length / (height * width)
  const columns = mosaicColumns(cells.length)
  const rows = cells.length / columns
  const values = new Float32Array(cells.length * first.values.length)
  cells.forEach((cell, i) => {
    if (cell.height !== height || cell.width !== width)
      throw new Error(
        `mosaic of pictures of ${height}×${width} and ${cell.height}×${cell.width} pixels (one size only)`,
      )
    const [top, left] = [Math.floor(i / columns) * height, (i % columns) * width]
    for (let y = 0; y < height; y++)
      values.set(
        cell.values.subarray(y * width * depth, (y + 1) * width * depth),
        ((top + y) * columns * width + left) * depth,
      )
  })
  return { height: rows * height, width: columns * width, values }
}
