import type * as tf from '@tensorflow/tfjs-core'
import { optional, padding, pair, strides } from '../fields.ts'
import { strideText } from '../../vocabulary/strideWords.ts'
import type { LayerOf, Operation } from '../operation.ts'
import { avgPool, emptyWindow, maxPool } from '../pooling.ts'

const fields = { window: pair, stride: optional(strides, [1, 1]), padding: optional(padding, [0, 0, 0, 0]) }

export type MaxPool = LayerOf<typeof fields>

/** The largest value of each window; the padding never is. */
export default {
  fields,
  inputs: 'one',
  window: ({ window, stride, padding }) => ({ extent: window, stride, padding, dilation: 1 }),
  passes: 'kept',
  objection: ({ window, padding }) => emptyWindow(window, padding),
  forward: ([x], { layer, padding }) => maxPool(x as tf.Tensor4D, layer, padding),
  backward: ({ layer, padding, standIns, given, pull }) =>
    standIns.maxPool === 'true'
      ? pull((x) => maxPool(x, layer, padding), given())
      : pull((x) => avgPool(x, { ...layer, countPadding: false }, padding)),
  needsValues: ({ maxPool }) => maxPool === 'true',
  words: ({ window, stride }) => `largest of ${window.join(' × ')}, stride ${strideText(stride)}`,
} satisfies Operation<MaxPool>
