/** The convolutions of a network, as a figure that lets the reader choose one needs them. */
import { centre, extents, receptiveField } from '../model/geometry.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import { featuresOf } from './units.ts'
import { isConvolution } from '../model/ops/conv.ts'

export interface ConvolutionInfo {
  /** As in unit references: `conv4`. */
  name: string
  height: number
  width: number
  channels: number
  /** The centre unit's row and column. */
  centre: [number, number]
  /** Receptive field `[height, width]`, and the pixel `[y, x]` that unit (0, 0) is centred on. */
  field: { size: [number, number]; stride: number; offset: [number, number] }
  /** Of the convolution itself, in input positions; where unit (0, 0)'s kernel begins. */
  kernel: [number, number]
  stride: number
  dilation: number
  first: [number, number]
  input: {
    name: string
    channels: number
    height: number
    width: number
    /** The layer whose units the input's channels are, pooling apart; null for the image. */
    features: string | null
  }
}

/** Every convolution of the table whose channels are fed by one layer's. */
export function convolutions(table: LayerTable): ConvolutionInfo[] {
  const sizes = extents(table)
  return table.layers.flatMap((layer) => {
    if (!isConvolution(layer)) return []
    const plain = layer.name.replace(/\.pre$/, '')
    const name = table.layers.some((each) => each.name === plain) ? plain : layer.name
    const input = layer.inputs[0]
    return {
      name,
      ...sizes.get(layer.name)!,
      centre: centre(table, layer.name),
      field: receptiveField(table, layer.name),
      kernel: layer.kernel,
      stride: layer.stride,
      dilation: layer.dilation,
      first: [-layer.padding[0], -layer.padding[2]] as [number, number],
      input: { name: input, ...sizes.get(input)!, features: featuresOf(table, input) },
    }
  })
}
