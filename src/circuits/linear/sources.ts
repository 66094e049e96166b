/** Which units the channels of a layer's input are, pooling, averaging and joining looked through. */
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../../model/layerTable.ts'
import { KEEPING } from '../../model/unpooled.ts'

export interface UnitName {
  layer: string
  channel: number
}

/** One unit for each channel of `layer`: its own where it is more than pooling or concatenation. */
export function sources(table: LayerTable, layer: string): UnitName[] {
  if (layer !== INPUT) {
    const { op, inputs } = layerNamed(table, layer)
    if (KEEPING.has(op)) return sources(table, inputs[0]!)
    if (op === 'concat') return inputs.flatMap((each) => sources(table, each))
  }
  const { channels } = extents(table).get(layer)!
  return Array.from({ length: channels }, (_, channel) => ({ layer, channel }))
}
