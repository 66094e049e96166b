/** Which units there are, and which layer a convolution's input channels are the units of. */
import { extents } from '../model/geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../vocabulary/layerTable.ts'
import { unpooled } from '../model/unpooled.ts'

/** Every unit of a layer. */
export const unitsOf = (table: LayerTable, layer: string): string[] =>
  Array.from(
    { length: extents(table).get(layerNamed(table, layer).name)!.channels },
    (_, channel) => `${layer}/${channel}`,
  )

/** A unit whose receptive field is the whole image: one of the last layer. */
export const seesAll = (table: LayerTable): string => `${table.layers.at(-1)!.name}/0`

/** The layer whose units a layer's channels are, pooling and averaging apart; null for the image. */
export function featuresOf(table: LayerTable, name: string): string | null {
  const layer = unpooled(table, name)
  return layer === INPUT ? null : layer
}
