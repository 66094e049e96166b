import type * as tf from '@tensorflow/tfjs-core'
import { flag, optional, padding, pair, size } from '../fields.ts'
import type { LayerOf, Operation } from '../operation.ts'
import { avgPool } from '../pooling.ts'

const fields = {
  window: pair,
  /** Whether the zeros of the padding count in the mean (PyTorch's default). */
  countPadding: flag,
  stride: optional(size, 1),
  padding: optional(padding, [0, 0, 0, 0]),
}

export type AvgPool = LayerOf<typeof fields>

/** The mean of each window. */
export default {
  fields,
  inputs: 'one',
  window: ({ window, stride, padding }) => ({ extent: window, stride, padding, dilation: 1 }),
  passes: 'kept',
  forward: ([x], { layer, padding }) => avgPool(x as tf.Tensor4D, layer, padding),
  backward: ({ layer, padding, pull }) => pull((x) => avgPool(x, layer, padding)),
  words: ({ window, stride }) => `mean of ${window.join(' × ')}, stride ${stride}`,
} satisfies Operation<AvgPool>
