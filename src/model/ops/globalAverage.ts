import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../vocabulary/layerTable.ts'
import { share, type DoublePrecision } from '../doublePrecision.ts'
import type { Operation } from '../operation.ts'

const double: DoublePrecision<Layer> = {
  forward({ inputs: [{ values, channels }] }) {
    const mean = new Float64Array(channels)
    for (let i = 0; i < values.length; i++) mean[i % channels] += (values[i] * channels) / values.length
    return mean
  },
  // Each position gets its part of the mean.
  relevance: ({ inputs: [{ values, channels }], output, relevance }) => [
    values.map((x, i) => share(relevance[i % channels] * x * channels, output.values[i % channels] * values.length)),
  ],
}

/** The mean of each channel over all positions, (B, H, W, C) → (B, C). */
export default {
  fields: {},
  inputs: 'one',
  global: true,
  passes: 'kept',
  forward: ([x]) => (x.rank === 4 ? tf.mean(x, [1, 2]) : x),
  backward: ({ dy, input: { height, width } }) => tf.tile(tf.div(dy, height * width), [1, height, width, 1]),
  double,
  words: () => 'mean over positions',
} satisfies Operation<Layer>
