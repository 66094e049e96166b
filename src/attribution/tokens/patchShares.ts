import type { Outline } from '../cells.ts'

/** How much of each patch lies inside an outline, 0 to 1, row by row. */
export function patchShares(
  { size, levels, level }: Outline,
  [rows, columns]: readonly [number, number],
): Float64Array {
  const inside = new Float64Array(rows * columns)
  const counts = new Float64Array(rows * columns)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const patch = Math.floor((y * rows) / size) * columns + Math.floor((x * columns) / size)
      counts[patch]++
      if (levels[y * size + x] === level) inside[patch]++
    }
  return inside.map((count, patch) => count / counts[patch])
}
