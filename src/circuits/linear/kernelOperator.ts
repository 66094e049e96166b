/**
 * `kernelOperator(symmetry, by, size)` → the matrix that moves a kernel: turned, mirrored, enlarged, or left
 * as it is. Bilinear between cells and zero outside, so that quarter turns and mirrors are permutations.
 */

/** How the members of a family are each other's copies. */
export type Symmetry = 'rotation' | 'reflection' | 'scale' | 'hue'

/** Square, row by row: `moved[to] = Σ values[to · count + from] · kernel[from]`. */
export interface Operator {
  /** Cells of the kernel. */
  count: number
  values: Float64Array
}

/**
 * @param by degrees, counter-clockwise (y runs down), for a rotation; 1 for mirrored and 0 for not; the
 *   factor of an enlargement, which spreads the same sum over a larger area. A change of hue moves nothing.
 * @param size rows and columns
 * @throws Error where an enlargement is not by a positive factor
 */
export function kernelOperator(symmetry: Symmetry, by: number, [height, width]: readonly [number, number]): Operator {
  if (symmetry === 'scale' && !(by > 0)) throw new Error(`invalid enlargement of a kernel: ${by} (a factor above 0)`)
  const count = height * width
  const values = new Float64Array(count * count)
  const [middle, centre] = [(height - 1) / 2, (width - 1) / 2]
  const source = sourceOf(symmetry, by)
  const gain = symmetry === 'scale' ? 1 / by ** 2 : 1
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [right, up] = source(x - centre, middle - y)
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
          values[(y * width + x) * count + fromY * width + fromX]! += gain * wy * wx
        }
    }
  return { count, values }
}

/** Where a cell's value comes from; x to the right, y up, from the middle. */
function sourceOf(symmetry: Symmetry, by: number): (x: number, y: number) => [number, number] {
  if (symmetry === 'hue') return (x, y) => [x, y]
  if (symmetry === 'reflection') return (x, y) => [by ? -x : x, y]
  if (symmetry === 'scale') return (x, y) => [x / by, y / by]
  const [cos, sin] = [Math.cos((by * Math.PI) / 180), Math.sin((by * Math.PI) / 180)]
  return (x, y) => [cos * x + sin * y, cos * y - sin * x]
}

/** Without the rounding of sines, which would let a quarter turn miss its cell. */
const exact = (value: number): number => Number(value.toFixed(9))

/** @param kernel `count` values */
export function applyOperator({ count, values }: Operator, kernel: ArrayLike<number>): Float64Array {
  const moved = new Float64Array(count)
  for (let to = 0; to < count; to++) {
    let sum = 0
    for (let from = 0; from < count; from++) sum += values[to * count + from]! * kernel[from]!
    moved[to] = sum
  }
  return moved
}
