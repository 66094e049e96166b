import type * as tf from '@tensorflow/tfjs-core'
import { counts, optional, padding, pair, size, strides } from '../fields.ts'
import type { LayerOf, Operation } from '../operation.ts'
import { strideWords } from '../../vocabulary/strideWords.ts'
import { prepareTransposed, type PreparedTransposed } from '../transposedConvolution.ts'
import { withPositions } from '../withPositions.ts'

/** Padding cuts off the output's edges; `extra` rows and columns are added below and right. */
const fields = {
  kernel: pair,
  filters: size,
  groups: optional(size, 1),
  dilation: optional(size, 1),
  stride: optional(strides, [1, 1]),
  padding: optional(padding, [0, 0, 0, 0]),
  extra: optional(counts, [0, 0]),
}

export type Deconvolution = LayerOf<typeof fields>

const span = ({ kernel, dilation }: Deconvolution, axis: 0 | 1) => (kernel[axis] - 1) * dilation + 1

function extent(layer: Deconvolution, [{ height, width }]: readonly { height: number; width: number }[]) {
  const [top, bottom, left, right] = layer.padding
  return {
    height: (height - 1) * layer.stride[0] + span(layer, 0) - top - bottom + layer.extra[0],
    width: (width - 1) * layer.stride[1] + span(layer, 1) - left - right + layer.extra[1],
  }
}

/** A transposed convolution: each position of the input adds its kernel to the output, `stride` apart. */
export default {
  fields,
  inputs: 'one',
  extent,
  weights: {
    units: ({ filters }) => filters,
    shape: ({ kernel, groups, filters }, { channels }) => [...kernel, channels / groups, filters],
    layout: ({ kernel, groups }) => ({ taps: kernel, groups }),
    prepare: (layer, kernel, bias) => prepareTransposed(kernel as tf.Tensor4D, bias, layer),
  },
  channels: ({ filters }) => filters,
  objection(layer, inputs) {
    const { groups, filters } = layer
    const { height, width } = extent(layer, inputs)
    if (height < 1 || width < 1) return `nothing is left of its output: ${height}×${width}`
    return inputs[0].channels % groups || filters % groups
      ? `${groups} groups divide neither ${inputs[0].channels} input channels nor ${filters} filters evenly`
      : undefined
  },
  reach(layer, { first, last, stride }, axis) {
    // Unit i reads the input from ⌈(i + before − span + 1) / step⌉ to ⌊(i + before) / step⌋; both without the rounding.
    const [step, before] = [layer.stride[axis], layer.padding[axis * 2]]
    return {
      first: first + (stride * (before - span(layer, axis) + 1)) / step,
      last: last + (stride * before) / step,
      stride: stride / step,
    }
  },
  forward: ([x], { layer, weights }) => weights.apply(withPositions(x), shapeOf(layer, x)),
  backward: ({ layer, weights, pull }) => pull((x) => weights.apply(x, shapeOf(layer, x))),
  words: ({ kernel, stride }) => `transposed convolution ${kernel.join(' × ')}${strideWords(stride)}`,
} satisfies Operation<Deconvolution, PreparedTransposed>

/** Rows and columns of the output. */
function shapeOf(layer: Deconvolution, x: tf.Tensor): [number, number] {
  const [height, width] = x.rank === 4 ? [x.shape[1]!, x.shape[2]!] : [1, 1]
  const found = extent(layer, [{ height, width }])
  return [found.height, found.width]
}
