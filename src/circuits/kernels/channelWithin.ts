/** Where a layer's units lie among the channels that a later one reads. */
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../../model/layerTable.ts'
import { KEEPING } from '../../model/unpooled.ts'

/**
 * The channel of `layer` that the first channel of `source` becomes, where only pooling, averaging and
 * concatenation lie between.
 * @param summed whether addition may, too, which leaves a channel in its place but not alone
 * @returns undefined where it becomes none
 */
export function channelWithin(table: LayerTable, layer: string, source: string, summed = false): number | undefined {
  if (layer === source) return 0
  if (layer === INPUT) return undefined
  const { op, inputs } = layerNamed(table, layer)
  if (KEEPING.has(op)) return channelWithin(table, inputs[0]!, source, summed)
  if (op !== 'concat' && !(op === 'add' && summed)) return undefined
  let before = 0
  for (const each of inputs) {
    const found = channelWithin(table, each, source, summed)
    if (found !== undefined) return before + found
    if (op === 'concat') before += extents(table).get(each)!.channels
  }
  return undefined
}
