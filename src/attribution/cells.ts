/** Attribution of a picture, or of a mosaic, in which it is known where the class is. */
import type { AttributionRequest } from './attribute.ts'
import { mosaic } from './mosaic.ts'
import type { Pixels } from '../model/pixels.ts'

/** Which pixels of a picture show what, at the picture's size or finer. */
export interface Outline {
  /** Pixels of a side. */
  size: number
  /** `size · size` numbers, row by row. */
  levels: ArrayLike<number>
  /** The number that stands for the class. */
  level: number
}

export interface CellsRequest extends Omit<AttributionRequest, 'image' | 'mask'> {
  /** One picture, two side by side, or four in a square. */
  cells: readonly Pixels[]
  /** Where each of them shows the class: all over, nowhere, or within an outline. */
  right: readonly (boolean | Outline)[]
}

/** The request for all cells as one picture; with a mask unless all of it, or nothing, shows the class. */
export function fromCells({ cells, right, ...rest }: CellsRequest): AttributionRequest {
  const image = mosaic(cells)
  const shares = cells.map((cell, i) => ({ ...cell, values: shareOf(right[i], cell) }))
  const mask = mosaic(shares).values
  const total = mask.reduce((sum, share) => sum + share, 0)
  return { ...rest, image, ...(total > 0 && total < mask.length && { mask }) }
}

/** One number in [0, 1] per pixel of a picture. */
function shareOf(right: boolean | Outline, { height, width }: { height: number; width: number }): Float32Array {
  const values = new Float32Array(height * width)
  if (typeof right === 'boolean') return values.fill(right ? 1 : 0)
  const { size, levels, level } = right
  if (size < Math.max(height, width))
    throw new Error(`outline of ${size}×${size} pixels for a picture of ${height}×${width} (must be no smaller)`)
  const counts = new Float32Array(height * width)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const at = Math.floor((y * height) / size) * width + Math.floor((x * width) / size)
      counts[at]++
      if (levels[y * size + x] === level) values[at]++
    }
  return values.map((inside, i) => inside / counts[i])
}
