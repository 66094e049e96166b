/** Which units the channels of a layer's input are, pooling, averaging and joining looked through. */
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { operationOf } from '../../model/operations.ts'

export interface UnitName {
  layer: string
  channel: number
}

/** One unit for each channel of `layer`: its own where it is more than pooling or concatenation. */
export function sources(table: LayerTable, layer: string): UnitName[] {
  if (layer !== INPUT) {
    const found = layerNamed(table, layer)
    const { passes } = operationOf(found)
    if (passes === 'kept') return sources(table, found.inputs[0])
    if (passes === 'joined') return found.inputs.flatMap((each) => sources(table, each))
  }
  const { channels } = extents(table).get(layer)!
  return Array.from({ length: channels }, (_, channel) => ({ layer, channel }))
}
