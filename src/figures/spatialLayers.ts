/** The layers whose units have positions, as a figure that lets the reader choose one needs them. */
import { extents, receptiveField } from '../model/geometry.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import { featuresOf } from './units.ts'

export interface SpatialLayer {
  /** As in unit references: `conv4`. */
  name: string
  height: number
  width: number
  channels: number
  /** Receptive field `[height, width]`, and the pixel `[y, x]` that unit (0, 0) is centred on. */
  field: { size: [number, number]; stride: number; offset: [number, number] }
  /** The layer whose units its channels are, pooling apart. */
  features: string
}

/** Every layer with positions but preactivations, and `also`. */
export function spatialLayers(table: LayerTable, also?: string): SpatialLayer[] {
  const sizes = extents(table)
  const names = new Set(table.layers.map(({ name }) => name))
  return table.layers.flatMap(({ name }) => {
    const size = sizes.get(name)!
    if (size.height * size.width === 1) return []
    if (name !== also && name.endsWith('.pre') && names.has(name.slice(0, -4))) return []
    return [{ name, ...size, field: receptiveField(table, name), features: featuresOf(table, name)! }]
  })
}
