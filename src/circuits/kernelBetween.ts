/** The kernel between two units of adjacent layers, pooling and concatenation between them looked through. */
import { extents } from '../model/geometry.ts'
import { INPUT, layerNamed, parameterName, type LayerTable } from '../model/layerTable.ts'
import type { Model } from '../model/model.ts'
import { preactivation } from '../model/unit.ts'
import type { Grid } from './anatomy.ts'
import { kernels } from './kernels.ts'
import type { UnitName } from './sources.ts'

/**
 * The weights of `to` on the channel that `from` has become where `to` reads it, one grid cell per
 * tap; 1 × 1 for a dense layer on averages.
 * @returns undefined where the layers are not adjacent: something other than pooling, concatenation or
 *   addition lies between, or nothing leads from one to the other
 */
export function kernelBetween(model: Model, to: UnitName, from: UnitName): Grid | undefined {
  const { table } = model
  const layer = layerNamed(table, preactivation(to.layer, table))
  if (layer.op !== 'conv' && layer.op !== 'dense') return undefined
  const input = layer.inputs[0]
  const channel = channelWithin(table, input, from)
  if (channel === undefined) return undefined
  if (layer.op === 'dense') {
    const { height, width } = extents(table).get(input)!
    if (height * width > 1) return undefined
    const weights = model.stored.get(`${parameterName(layer.name)}/kernel`)!.data
    const weight = weights[channel * layer.units + to.channel]!
    return { height: 1, width: 1, values: Float32Array.of(weight) }
  }
  const found = kernels(model, { layer: to.layer, channel: to.channel, count: Infinity })
  if (input === INPUT && found[0]!.from === null) return found[0]!.grids[channel]
  const [height, width] = layer.kernel
  const none = { height, width, values: new Float32Array(height * width) }
  // Of another group: there are no weights.
  return found.find((each) => each.from === channel)?.grids[0] ?? none
}

/** Which channel of `layer` a unit is, where only pooling, joining and averaging lie between. */
function channelWithin(table: LayerTable, layer: string, unit: UnitName): number | undefined {
  if (layer === unit.layer) return unit.channel
  if (layer === INPUT) return undefined
  const { op, inputs } = layerNamed(table, layer)
  if (op === 'maxPool' || op === 'avgPool' || op === 'globalAverage')
    return channelWithin(table, inputs[0]!, unit)
  if (op !== 'concat' && op !== 'add') return undefined
  const sizes = extents(table)
  let start = 0
  for (const each of inputs) {
    const channel = channelWithin(table, each, unit)
    if (channel !== undefined) return start + channel
    if (op === 'concat') start += sizes.get(each)!.channels
  }
  return undefined
}
