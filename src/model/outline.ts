/** `outlineOf(table)` → what is known of a network without its weights, as plain data. */
import { INPUT, parameterName, type Layer, type LayerTable } from '../vocabulary/layerTable.ts'
import type { Extent } from '../vocabulary/extent.ts'
import type { LayerWeights, Network, ReceptiveField } from '../vocabulary/network.ts'
import { centre, extents, receptiveField, slidingWindow } from './geometry.ts'
import { operationOf } from './operations.ts'
import { readout } from './readout.ts'
import { unpooled } from './unpooled.ts'

/** Receptive field of a pixel. */
const PIXEL: ReceptiveField = { size: [1, 1], stride: [1, 1], offset: [0, 0] }

export function outlineOf(table: LayerTable): Network {
  const { id, title, input, classes } = table
  const sizes = extents(table)
  const weighed = weightsByName(table, sizes)
  return {
    id,
    title,
    height: input.height,
    width: input.width,
    size: Math.max(input.height, input.width),
    channels: input.channels,
    classes,
    readout: readout(table)?.layer ?? '',
    layers: table.layers.map(({ name, op }) => ({
      name,
      op,
      ...sizes.get(name)!,
      centre: centre(table, name),
      field: receptiveField(table, name),
      features: unpooled(table, name),
      ...(weighed.has(name) && { weights: weighed.get(name)! }),
    })),
  }
}

/** The weights of every layer that weights lead to, under the name of its activation where there is one. */
function weightsByName(table: LayerTable, sizes: ReadonlyMap<string, Extent>): Map<string, LayerWeights> {
  const names = new Set(table.layers.map(({ name }) => name))
  const found = new Map<string, LayerWeights>()
  for (const layer of table.layers) {
    const { weights } = operationOf(layer)
    if (!weights) continue
    const before = ancestors(table, layer.name)
    const upstream = [INPUT, ...found.keys()].filter((each) => before.has(each)).reverse()
    const plain = parameterName(layer.name)
    found.set(names.has(plain) ? plain : layer.name, {
      upstream,
      adjacent: unpooled(table, layer.inputs[0]),
      groups: weights.layout(layer, sizes.get(layer.inputs[0])!).groups,
      taps: tapsOf(table, layer),
    })
  }
  return found
}

/** Where the taps of the centre unit's kernel lie. */
function tapsOf(table: LayerTable, layer: Layer): LayerWeights['taps'] {
  const sliding = slidingWindow(layer)
  if (!sliding) return null
  const [y, x] = centre(table, layer.name)
  const { stride, padding, dilation } = sliding
  const [input] = layer.inputs
  return {
    field: input === INPUT ? PIXEL : receptiveField(table, input),
    first: [y * stride[0] - padding[0], x * stride[1] - padding[2]],
    dilation,
  }
}

/** Every layer that a layer depends on, the image included. */
function ancestors(table: LayerTable, name: string): Set<string> {
  const found = new Set([name])
  for (const layer of [...table.layers].reverse())
    if (found.has(layer.name)) for (const input of layer.inputs) found.add(input)
  found.delete(name)
  return found
}
