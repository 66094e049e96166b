import type * as tf from '@tensorflow/tfjs-core'
import { counts, flag, optional, padding, pair, strides } from '../fields.ts'
import { strideText } from '../../vocabulary/strideWords.ts'
import type { LayerOf, Operation } from '../operation.ts'
import { avgPool, emptyWindow } from '../pooling.ts'

const fields = {
  window: pair,
  /** Whether the zeros of the padding count in the mean (PyTorch's default). */
  countPadding: flag,
  stride: optional(strides, [1, 1]),
  padding: optional(padding, [0, 0, 0, 0]),
  /** Of the padding, rows below and columns right that count in no mean: there only so that a last window fits. */
  overhang: optional(counts, [0, 0]),
}

export type AvgPool = LayerOf<typeof fields>

const counted = (layer: AvgPool) => ({
  ...layer,
  counting: [layer.padding[1] - layer.overhang[0], layer.padding[3] - layer.overhang[1]] as const,
})

/** The mean of each window. */
export default {
  fields,
  inputs: 'one',
  window: ({ window, stride, padding }) => ({ extent: window, stride, padding, dilation: 1 }),
  passes: 'kept',
  objection: ({ window, padding, countPadding }) => (countPadding ? undefined : emptyWindow(window, padding)),
  forward: ([x], { layer, padding }) => avgPool(x as tf.Tensor4D, counted(layer), padding),
  backward: ({ layer, padding, pull }) => pull((x) => avgPool(x, counted(layer), padding)),
  words: ({ window, stride }) => `mean of ${window.join(' × ')}, stride ${strideText(stride)}`,
} satisfies Operation<AvgPool>
