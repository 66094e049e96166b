/** Which units there are, and which layer a convolution's input channels are the units of. */
import { extents } from '../model/geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../model/layerTable.ts'

/** Every unit of a layer. */
export const unitsOf = (table: LayerTable, layer: string): string[] =>
  Array.from(
    { length: extents(table).get(layerNamed(table, layer).name)!.channels },
    (_, channel) => `${layer}/${channel}`,
  )

/** A unit whose receptive field is the whole image: one of the last layer. */
export const seesAll = (table: LayerTable): string => `${table.layers.at(-1)!.name}/0`

/** Follows pooling back to the layer whose units its channels are; null for the image. */
export function featuresOf(table: LayerTable, name: string): string | null {
  if (name === INPUT) return null
  const layer = layerNamed(table, name)
  return layer.op === 'maxPool' || layer.op === 'avgPool'
    ? featuresOf(table, layer.inputs[0])
    : name
}
