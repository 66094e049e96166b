/** `movedPicture(picture, symmetry, by)` → a picture, or a filter on pictures, turned, mirrored or of another hue. */

export interface ColourPicture {
  height: number
  width: number
  /** (H, W, 3), row by row. */
  values: ArrayLike<number>
}

/** What can be done to a picture without another drawing of it. */
export type Movement = 'rotation' | 'reflection' | 'hue'

/**
 * Bilinear between pixels.
 * @param by degrees, counter-clockwise or along the hues; 1 for mirrored and 0 for not
 * @param centre row and column of the point that stays where it is
 * @param outside what a turn brings in there: the nearest edge of a picture, or nothing, as for a filter
 * @returns (H, W, 3)
 */
export function movedPicture(
  { height, width, values }: ColourPicture,
  movement: Movement,
  by: number,
  [row, column]: readonly [number, number],
  outside: 'edge' | 'zero' = 'edge',
): Float32Array {
  if (movement === 'hue') return withHue(values, by)
  const moved = new Float32Array(values.length)
  const [cos, sin] = [Math.cos((by * Math.PI) / 180), Math.sin((by * Math.PI) / 180)]
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [right, down] = [x - column, y - row]
      // Where it comes from; y runs down.
      const [fromX, fromY] =
        movement === 'reflection'
          ? [column + (by ? -right : right), y]
          : [column + cos * right - sin * down, row + sin * right + cos * down]
      if (outside === 'zero' && (fromX < 0 || fromX > width - 1 || fromY < 0 || fromY > height - 1)) continue
      const [exactX, exactY] = [within(fromX, width), within(fromY, height)]
      const [left, top] = [Math.floor(exactX), Math.floor(exactY)]
      const [wx, wy] = [exactX - left, exactY - top]
      const [next, below] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)]
      for (let c = 0; c < 3; c++) {
        const at = (i: number, j: number) => values[3 * (i * width + j) + c]!
        moved[3 * (y * width + x) + c] =
          (1 - wy) * ((1 - wx) * at(top, left) + wx * at(top, next)) +
          wy * ((1 - wx) * at(below, left) + wx * at(below, next))
      }
    }
  return moved
}

/**
 * The rotation of colours about grey that takes red to green in 120°, row by row: what `tint` of the
 * stimuli does to their hue. It keeps the mean of the three and their squares.
 */
export function hueRotation(degrees: number): number[] {
  const along = (offset: number) => 1 / 3 + (2 / 3) * Math.cos(((degrees + offset) * Math.PI) / 180)
  const [a, b, c] = [along(0), along(120), along(-120)]
  return [a, b, c, c, a, b, b, c, a]
}

function withHue(values: ArrayLike<number>, degrees: number): Float32Array {
  const matrix = hueRotation(degrees)
  const moved = new Float32Array(values.length)
  for (let i = 0; i < values.length; i += 3)
    for (let to = 0; to < 3; to++)
      moved[i + to] =
        matrix[3 * to]! * values[i]! + matrix[3 * to + 1]! * values[i + 1]! + matrix[3 * to + 2]! * values[i + 2]!
  return moved
}
