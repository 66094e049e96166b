/** The kernel between two units of adjacent layers, pooling and concatenation between them looked through. */
import { layerNamed } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import { channelWithin } from './channelWithin.ts'
import { layerKernels } from './layerKernels.ts'
import type { UnitName } from '../linear/sources.ts'

/**
 * The weights of `to` on the channel that `from` has become where `to` reads it, one grid cell per
 * tap; 1 × 1 for a dense layer on averages.
 * @returns undefined where the layers are not adjacent: something other than pooling, concatenation or
 *   addition lies between, or nothing leads from one to the other
 */
export function kernelBetween(model: Model, to: UnitName, from: UnitName): Grid | undefined {
  const { table } = model
  const [input] = layerNamed(table, preactivation(to.layer, table)).inputs
  const first = channelWithin(table, input, from.layer, true)
  if (first === undefined) return undefined
  return layerKernels(model, to.layer)?.(to.channel, first + from.channel)
}
