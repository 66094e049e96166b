/** The kernel between two units of adjacent layers, pooling and concatenation between them looked through. */
import { extents } from '../model/geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../model/layerTable.ts'
import type { Model } from '../model/model.ts'
import { preactivation } from '../model/unit.ts'
import type { Grid } from './anatomy.ts'
import { layerKernels } from './layerKernels.ts'
import type { UnitName } from './sources.ts'

/**
 * The weights of `to` on the channel that `from` has become where `to` reads it, one grid cell per
 * tap; 1 × 1 for a dense layer on averages.
 * @returns undefined where the layers are not adjacent: something other than pooling, concatenation or
 *   addition lies between, or nothing leads from one to the other
 */
export function kernelBetween(model: Model, to: UnitName, from: UnitName): Grid | undefined {
  const { table } = model
  const [input] = layerNamed(table, preactivation(to.layer, table)).inputs
  const channel = channelWithin(table, input!, from)
  return channel === undefined ? undefined : layerKernels(model, to.layer)?.(to.channel, channel)
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
