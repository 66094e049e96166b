/** A layer's weights, one unit and one channel of what it reads at a time. */
import { extents } from '../../model/geometry.ts'
import { layerNamed, parameterName } from '../../model/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { preactivation } from '../../model/unit.ts'
import type { Grid } from '../graph/anatomy.ts'

/**
 * `layerKernels(model, layer)(to, from)` → the weights of the layer's unit `to` on channel `from` of its input, one
 * grid cell per tap: all zero where the channel is of another group; 1 × 1 for a dense layer on averages.
 * @returns undefined for a layer that is no convolution, and for a dense one on more than one position
 */
export function layerKernels(model: Model, name: string): ((to: number, from: number) => Grid) | undefined {
  const { table } = model
  const layer = layerNamed(table, preactivation(name, table))
  if (layer.op !== 'conv' && layer.op !== 'dense') return undefined
  const input = extents(table).get(layer.inputs[0])!
  const weights = model.stored.get(`${parameterName(layer.name)}/kernel`)!.data
  if (layer.op === 'dense') {
    if (input.height * input.width > 1) return undefined
    const { units } = layer
    return (to, from) => ({
      height: 1,
      width: 1,
      values: Float32Array.of(weights[from * units + to]!),
    })
  }
  const { filters, groups } = layer
  const [height, width] = layer.kernel
  const depth = input.channels / groups
  return (to, from) => {
    const values = new Float32Array(height * width)
    const within = from - Math.floor(to / (filters / groups)) * depth
    if (within >= 0 && within < depth)
      for (let tap = 0; tap < values.length; tap++) values[tap] = weights[(tap * depth + within) * filters + to]!
    return { height, width, values }
  }
}
