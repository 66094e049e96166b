/** `movedPicture(picture, symmetry, by)` → a picture, or a filter on pictures, moved by a symmetry. */
import { symmetryNamed } from './symmetries.ts'

export interface ColourPicture {
  height: number
  width: number
  /** (H, W, 3), row by row. */
  values: ArrayLike<number>
}

/**
 * Bilinear between pixels.
 * @param movement a symmetry that moves pictures: `rotation`
 * @param by how far, as the symmetry counts it
 * @param centre row and column of the point that stays where it is
 * @param outside what a turn brings in there: the nearest edge of a picture, or nothing, as for a filter
 * @returns (H, W, 3)
 * @throws Error where a picture cannot be moved so
 */
export function movedPicture(
  { height, width, values }: ColourPicture,
  movement: string,
  by: number,
  [row, column]: readonly [number, number],
  outside: 'edge' | 'zero' = 'edge',
): Float32Array {
  const { picture } = symmetryNamed(movement)
  if (!picture) throw new Error(`no moved picture: ${movement} takes another drawing of it`)
  if ('colours' in picture) return recoloured(values, picture.colours(by))
  const source = picture.pixels(by)
  const moved = new Float32Array(values.length)
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = source(x - column, y - row, column, row)
      if (outside === 'zero' && (fromX < 0 || fromX > width - 1 || fromY < 0 || fromY > height - 1)) continue
      const [exactX, exactY] = [within(fromX, width), within(fromY, height)]
      const [left, top] = [Math.floor(exactX), Math.floor(exactY)]
      const [wx, wy] = [exactX - left, exactY - top]
      const [next, below] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)]
      for (let c = 0; c < 3; c++) {
        const at = (i: number, j: number) => values[3 * (i * width + j) + c]
        moved[3 * (y * width + x) + c] =
          (1 - wy) * ((1 - wx) * at(top, left) + wx * at(top, next)) +
          wy * ((1 - wx) * at(below, left) + wx * at(below, next))
      }
    }
  return moved
}

function recoloured(values: ArrayLike<number>, matrix: readonly number[]): Float32Array {
  const moved = new Float32Array(values.length)
  for (let i = 0; i < values.length; i += 3)
    for (let to = 0; to < 3; to++)
      moved[i + to] =
        matrix[3 * to] * values[i] + matrix[3 * to + 1] * values[i + 1] + matrix[3 * to + 2] * values[i + 2]
  return moved
}
