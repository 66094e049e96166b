/**
 * `kernelOperator(symmetry, by, size)` → the matrix that moves a kernel: turned, mirrored, enlarged, or left
 * as it is. Bilinear between cells and zero outside, so that quarter turns and mirrors are permutations.
 */
import { symmetryNamed } from '../symmetry/symmetries.ts'

/** Square, row by row: `moved[to] = Σ values[to · count + from] · kernel[from]`. */
export interface Operator {
  /** Cells of the kernel. */
  count: number
  values: Float64Array
}

/**
 * @param symmetry as in `rotation`
 * @param by how far, as the symmetry counts it
 * @param size rows and columns
 * @throws Error where the symmetry is unknown, or moves no kernel so far
 */
export function kernelOperator(symmetry: string, by: number, [height, width]: readonly [number, number]): Operator {
  const count = height * width
  const values = new Float64Array(count * count)
  const [middle, centre] = [(height - 1) / 2, (width - 1) / 2]
  const { from, gain } = symmetryNamed(symmetry).kernel(by)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [right, up] = from(x - centre, middle - y)
      const [column, row] = [exact(right + centre), exact(middle - up)]
      const [left, top] = [Math.floor(column), Math.floor(row)]
      for (const [dy, wy] of [
        [0, 1 - (row - top)],
        [1, row - top],
      ] as const)
        for (const [dx, wx] of [
          [0, 1 - (column - left)],
          [1, column - left],
        ] as const) {
          const [fromY, fromX] = [top + dy, left + dx]
          if (wy * wx === 0 || fromY < 0 || fromY >= height || fromX < 0 || fromX >= width) continue
          values[(y * width + x) * count + fromY * width + fromX] += gain * wy * wx
        }
    }
  return { count, values }
}

/** Without the rounding of sines, which would let a quarter turn miss its cell. */
const exact = (value: number): number => Number(value.toFixed(9))

/** @param kernel `count` values */
export function applyOperator({ count, values }: Operator, kernel: ArrayLike<number>): Float64Array {
  const moved = new Float64Array(count)
  for (let to = 0; to < count; to++) {
    let sum = 0
    for (let from = 0; from < count; from++) sum += values[to * count + from] * kernel[from]
    moved[to] = sum
  }
  return moved
}
