/** A layer's weights, one unit and one channel of what it reads at a time. */
import { extents } from '../../model/geometry.ts'
import { layerNamed, parameterName } from '../../vocabulary/layerTable.ts'
import { isGlobal, operationOf } from '../../model/operations.ts'
import type { Model } from '../../model/model.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import type { Grid } from '../../vocabulary/grid.ts'

/**
 * `layerKernels(model, layer)(to, from)` → the weights of the layer's unit `to` on channel `from` of its input, one
 * grid cell per tap: all zero where the channel is of another group; 1 × 1 for a dense layer on averages.
 * @returns undefined for a layer without weights, and for a dense one on more than one position
 */
export function layerKernels(model: Model, name: string): ((to: number, from: number) => Grid) | undefined {
  const { table } = model
  const layer = layerNamed(table, preactivation(name, table))
  const { weights: weighing } = operationOf(layer)
  if (!weighing) return undefined
  const input = extents(table).get(layer.inputs[0])!
  // Of a global layer, weights of one unit lie anywhere in its input: no kernel that is the same everywhere.
  if (isGlobal(layer) && input.height * input.width > 1) return undefined
  const weights = model.stored.get(`${parameterName(layer.name)}/kernel`)!.data
  const units = weighing.units(layer)
  const {
    taps: [height, width],
    groups,
  } = weighing.layout(layer, input)
  const depth = input.channels / groups
  return (to, from) => {
    const values = new Float32Array(height * width)
    const within = from - Math.floor(to / (units / groups)) * depth
    if (within >= 0 && within < depth)
      for (let tap = 0; tap < values.length; tap++) values[tap] = weights[(tap * depth + within) * units + to]!
    return { height, width, values }
  }
}
