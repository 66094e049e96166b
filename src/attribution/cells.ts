/** Attribution of a picture, or of a mosaic in which it is known where the class is. */
import type { AttributionRequest } from './attribute.ts'
import { cellMask, mosaic } from './mosaic.ts'
import type { Pixels } from './relevance.ts'

export interface CellsRequest extends Omit<AttributionRequest, 'image' | 'mask'> {
  /** One picture, two side by side, or four in a square. */
  cells: readonly Pixels[]
  /** Which of them show the class; a mask where some do and some do not. */
  right: readonly boolean[]
}

export function fromCells({ cells, right, ...rest }: CellsRequest): AttributionRequest {
  const image = mosaic(cells)
  const told = right.includes(true) && right.includes(false)
  return { ...rest, image, ...(told && { mask: cellMask(right, cells[0]!) }) }
}
