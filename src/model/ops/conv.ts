import type * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../vocabulary/layerTable.ts'
import { prepareConvolution } from '../convolution.ts'
import { convolutionDouble } from '../convolutionDouble.ts'
import type { PreparedConvolution } from '../preparedConvolution.ts'
import { optional, padding, pair, size, strides } from '../fields.ts'
import { strideWords } from '../../vocabulary/strideWords.ts'
import { withPositions } from '../withPositions.ts'
import type { LayerOf, Operation } from '../operation.ts'

const fields = {
  kernel: pair,
  filters: size,
  dilation: optional(size, 1),
  groups: optional(size, 1),
  stride: optional(strides, [1, 1]),
  padding: optional(padding, [0, 0, 0, 0]),
}

export type Convolution = LayerOf<typeof fields>

/** Whether a layer is a convolution, for questions that are about convolutions alone. */
export const isConvolution = (layer: Layer): layer is Convolution => layer.op === 'conv'

/** The layer as a convolution that changes nothing, but for its weights: 1×1, of `filters` channels. */
export const pointwise = (name: string, input: string, filters: number): Convolution => ({
  name,
  op: 'conv',
  inputs: [input],
  kernel: [1, 1],
  filters,
  stride: [1, 1],
  padding: [0, 0, 0, 0],
  dilation: 1,
  groups: 1,
})

/** A convolution over positions, in groups of channels where there are several. */
export default {
  fields,
  inputs: 'one',
  window: ({ kernel: [height, width], dilation, stride, padding }) => ({
    extent: [(height - 1) * dilation + 1, (width - 1) * dilation + 1],
    stride,
    padding,
    dilation,
  }),
  weights: {
    units: ({ filters }) => filters,
    shape: ({ kernel, groups, filters }, { channels }) => [...kernel, channels / groups, filters],
    layout: ({ kernel, groups }) => ({ taps: kernel, groups }),
    prepare: (layer, kernel, bias) => prepareConvolution(kernel as tf.Tensor4D, bias, layer),
  },
  channels: ({ filters }) => filters,
  objection: ({ groups, filters }, [input]) =>
    input.channels % groups || filters % groups
      ? `${groups} groups divide neither ${input.channels} input channels nor ${filters} filters evenly`
      : undefined,
  forward: ([x], { weights, padding }) => weights.apply(withPositions(x), padding),
  backward: ({ weights, padding, pull }) => pull((x) => weights.apply(x, padding)),
  double: convolutionDouble,
  words: ({ kernel, stride, groups }) =>
    `${groups > 1 ? `convolution in ${groups} groups` : 'convolution'} ${kernel.join(' × ')}${strideWords(stride)}`,
} satisfies Operation<Convolution, PreparedConvolution>
