/** Where a cell of a map of weights falls on the picture of the unit that the weights lead to. */
import { pictureSide, placeless, type NetworkLayer } from '../../vocabulary/network.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/**
 * The receptive field of a position, in pixels from the picture's top left corner.
 * @param field of the layer that the cell is a position of
 * @param at its row and column there
 * @param size side of the network's input
 */
export function cellBox(
  to: NetworkLayer,
  field: NetworkLayer['field'],
  at: readonly [number, number],
  size: number,
): Box {
  const side = pictureSide(to, size)
  const start = (axis: 0 | 1) => {
    const whole = placeless(to.field) || to.field.size[axis] >= size
    const first = whole ? 0 : to.field.offset[axis] + to.field.stride[axis] * to.centre[axis] - (side - 1) / 2
    const middle = field.offset[axis] + field.stride[axis] * at[axis]
    return middle - (field.size[axis] - 1) / 2 - first
  }
  return { x: start(1), y: start(0), width: field.size[1], height: field.size[0] }
}
