/** Where in a picture a unit's receptive field lies. */
import type { SpatialLayer } from '../spatialLayers.ts'

/** A square in shares of the picture's side, within it, about the field of the unit at `at`; all of it without a layer. */
export function fieldSquare(
  layer: SpatialLayer | undefined,
  at: readonly [number, number],
  size: number,
): { top: number; left: number; side: number } {
  if (!layer) return { top: 0, left: 0, side: 1 }
  const side = Math.min(1, Math.max(...layer.field.size) / size)
  const start = (axis: 0 | 1) => {
    const middle = (layer.field.offset[axis] + layer.field.stride * at[axis] + 0.5) / size
    return Math.max(0, Math.min(1 - side, middle - side / 2))
  }
  return { top: start(0), left: start(1), side }
}
