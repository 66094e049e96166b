import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../vocabulary/layerTable.ts'
import type { Operation } from '../operation.ts'

/** The mean of each channel over all positions, (B, H, W, C) → (B, C). */
export default {
  fields: {},
  inputs: 'one',
  global: true,
  passes: 'kept',
  forward: ([x]) => (x.rank === 4 ? tf.mean(x, [1, 2]) : x),
  backward: ({ dy, input: { height, width } }) => tf.tile(tf.div(dy, height * width), [1, height, width, 1]),
  words: () => 'mean over positions',
} satisfies Operation<Layer>
