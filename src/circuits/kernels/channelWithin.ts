/** Where a layer's units lie among the channels that a later one reads. */
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { operationOf } from '../../model/operations.ts'

/**
 * The channel of `layer` that the first channel of `source` becomes, where only pooling, averaging and
 * concatenation lie between.
 * @param summed whether addition may, too, which leaves a channel in its place but not alone
 * @returns undefined where it becomes none
 */
export function channelWithin(table: LayerTable, layer: string, source: string, summed = false): number | undefined {
  if (layer === source) return 0
  if (layer === INPUT) return undefined
  const found = layerNamed(table, layer)
  const { passes } = operationOf(found)
  if (passes === 'kept') return channelWithin(table, found.inputs[0], source, summed)
  if (passes !== 'joined' && !(passes === 'summed' && summed)) return undefined
  let before = 0
  for (const each of found.inputs) {
    const channel = channelWithin(table, each, source, summed)
    if (channel !== undefined) return before + channel
    if (passes === 'joined') before += extents(table).get(each)!.channels
  }
  return undefined
}
