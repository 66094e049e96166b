/** Layers that weights lead to and from, as a figure that lets the reader choose two units needs them. */
import { centre, extents, receptiveField, slidingWindow } from '../model/geometry.ts'
import type { ReceptiveField } from '../vocabulary/network.ts'
import { INPUT, layerNamed, type LayerTable } from '../vocabulary/layerTable.ts'
import { preactivation } from '../vocabulary/unit.ts'
import { unpooled } from '../model/unpooled.ts'
import { hasWeights } from '../model/operations.ts'

export interface WeightLayer {
  /** As in `conv4`; `input` for the image. */
  name: string
  height: number
  width: number
  channels: number
  /** The centre unit's row and column. */
  centre: [number, number]
  field: ReceptiveField
  /** Layers of this list that it depends on, the nearest first, the image last. */
  upstream: string[]
  /** The layer, pooling apart, whose units its kernels weigh; null for the image itself. */
  adjacent: string | null
  /** Where the taps of the centre unit's kernel lie: on a layer of this field, from this row and column on. */
  taps: { field: ReceptiveField; first: [number, number]; dilation: number } | null
}

/** The image, and every layer with weights: convolutions and dense layers. */
export function weightLayers(table: LayerTable): WeightLayer[] {
  const sizes = extents(table)
  const pixel: ReceptiveField = { size: [1, 1], stride: 1, offset: [0, 0] }
  const fieldOf = (name: string) => (name === INPUT ? pixel : receptiveField(table, name))
  const found: WeightLayer[] = [
    {
      name: INPUT,
      ...sizes.get(INPUT)!,
      centre: [Math.floor(table.input.size / 2), Math.floor(table.input.size / 2)],
      field: pixel,
      upstream: [],
      adjacent: null,
      taps: null,
    },
  ]
  for (const layer of table.layers) {
    if (!hasWeights(layer)) continue
    const sliding = slidingWindow(layer)
    const plain = layer.name.replace(/\.pre$/, '')
    const name = table.layers.some((each) => each.name === plain) ? plain : layer.name
    const before = ancestors(table, layer.name)
    const [y, x] = centre(table, layer.name)
    const input = layer.inputs[0]
    found.push({
      name,
      ...sizes.get(layer.name)!,
      centre: [y, x],
      field: receptiveField(table, layer.name),
      upstream: found
        .map((each) => each.name)
        .filter((each) => before.has(each))
        .reverse(),
      adjacent: unpooled(table, input),
      taps: sliding && {
        field: fieldOf(input),
        first: [y * sliding.stride - sliding.padding[0], x * sliding.stride - sliding.padding[2]],
        dilation: sliding.dilation,
      },
    })
  }
  return found
}

/** The layer of a name as references write it. @throws Error with the layers there are */
export function weightLayerNamed(layers: readonly WeightLayer[], table: LayerTable, name: string): WeightLayer {
  const found = layers.find((each) => each.name === name)
  if (found && found.name !== INPUT) return found
  layerNamed(table, preactivation(name, table))
  const allowed = layers.filter((each) => each.name !== INPUT).map((each) => each.name)
  throw new Error(`no weights lead to ${name} (allowed: ${allowed.join(', ')})`)
}

function ancestors(table: LayerTable, name: string): Set<string> {
  const found = new Set([name])
  for (const layer of [...table.layers].reverse())
    if (found.has(layer.name)) for (const input of layer.inputs) found.add(input)
  found.delete(name)
  return found
}
