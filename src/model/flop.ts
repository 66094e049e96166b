/** Floating-point operations of one forward pass, counted from the layer table: two per multiplication. */
import { dependencyCone, position } from './cone.ts'
import { centre, extents, slidingWindow } from './geometry.ts'
import { parameterShapes } from './model.ts'
import { operationOf } from './operations.ts'
import { readout } from './readout.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import { parseUnit } from './unit.ts'

/** One forward pass to a unit, as in `conv4/17` or `conv4/17@8,8`. */
export function unitFlop(reference: string, table: LayerTable): number {
  const unit = parseUnit(reference, table)
  return coneFlop(table, unit.layer, unit.at ?? centre(table, unit.layer))
}

/** One forward pass to what the network says in the end. */
export const networkFlop = (table: LayerTable): number => coneFlop(table, readoutOf(table), [0, 0])

const readoutOf = (table: LayerTable): string => readout(table)?.layer ?? table.layers.at(-1)!.name

/** One forward pass to one position of a layer: the convolutions and products in its dependency cone. */
function coneFlop(table: LayerTable, layer: string, at: [number, number]): number {
  const sizes = extents(table)
  const cone = dependencyCone(table, [{ layer, window: position(...at) }])
  let flop = 0
  for (const each of table.layers) {
    const window = cone.get(each.name)
    if (!window) continue
    const input = sizes.get(each.inputs[0])!
    const positions = (window.bottom - window.top) * (window.right - window.left)
    const { products, weights } = operationOf(each)
    const shapes = weights && parameterShapes(each, input)
    if (products)
      flop += products(
        each,
        each.inputs.map((name) => sizes.get(name)!),
      )
    else if (shapes) flop += 2 * positions * shapes.kernel.reduce((product, length) => product * length, 1)
    else if (slidingWindow(each)) flop += positions * input.channels
  }
  return flop
}
