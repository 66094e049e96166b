/** A unit's weights, one channel of what its layer reads at a time. */
import { extents } from '../model/geometry.ts'
import { layerNamed, parameterName } from '../model/layerTable.ts'
import type { Model } from '../model/model.ts'
import { preactivation } from '../model/unit.ts'
import type { Grid } from './anatomy.ts'
import type { UnitName } from './sources.ts'

/**
 * `kernelOn(model, unit)(channel)` → the weights on a channel of the layer's input, one grid cell per tap: all
 * zero where the channel is of another group; 1 × 1 for a dense layer on averages.
 * @returns undefined for a unit of no convolution, and of a dense layer on more than one position
 */
export function kernelOn(model: Model, unit: UnitName): ((channel: number) => Grid) | undefined {
  const { table } = model
  const layer = layerNamed(table, preactivation(unit.layer, table))
  if (layer.op !== 'conv' && layer.op !== 'dense') return undefined
  const from = extents(table).get(layer.inputs[0])!
  const weights = model.stored.get(`${parameterName(layer.name)}/kernel`)!.data
  if (layer.op === 'dense') {
    if (from.height * from.width > 1) return undefined
    return (channel) => ({
      height: 1,
      width: 1,
      values: Float32Array.of(weights[channel * layer.units + unit.channel]!),
    })
  }
  const { filters, groups } = layer
  const [height, width] = layer.kernel
  const depth = from.channels / groups
  const first = Math.floor(unit.channel / (filters / groups)) * depth
  return (channel) => {
    const values = new Float32Array(height * width)
    const within = channel - first
    if (within >= 0 && within < depth)
      for (let tap = 0; tap < values.length; tap++)
        values[tap] = weights[(tap * depth + within) * filters + unit.channel]!
    return { height, width, values }
  }
}
