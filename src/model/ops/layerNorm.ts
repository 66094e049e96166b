import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../vocabulary/layerTable.ts'
import type { DoublePrecision } from '../doublePrecision.ts'
import { positive } from '../fields.ts'
import type { LayerOf, Operation, Prepared } from '../operation.ts'
import { withGradient } from '../withGradient.ts'

/** Added to the variance. */
const fields = { epsilon: positive }

export type LayerNorm = LayerOf<typeof fields>

interface PreparedNorm extends Prepared {
  /** `(C)` */
  scale: tf.Tensor1D
  /** `(C)` */
  offset: tf.Tensor1D
}

const double: DoublePrecision<LayerNorm> = {
  forward({ layer: { epsilon }, inputs: [{ values, channels }], kernel, bias }) {
    const result = new Float64Array(values.length)
    for (let from = 0; from < values.length; from += channels) {
      const token = values.subarray(from, from + channels)
      const mean = token.reduce((sum, x) => sum + x, 0) / channels
      const variance = token.reduce((sum, x) => sum + (x - mean) ** 2, 0) / channels
      const factor = 1 / Math.sqrt(variance + epsilon)
      for (let c = 0; c < channels; c++) result[from + c] = (token[c] - mean) * factor * kernel[c] + bias[c]
    }
    return result
  },
  relevance: ({ relevance }) => [relevance],
}

/** 1 / the standard deviation of each token's channels, `(…, 1)`; and the token without its mean. */
function centred(x: tf.Tensor, { epsilon }: LayerNorm): { deviation: tf.Tensor; factor: tf.Tensor } {
  const deviation = tf.sub(x, tf.mean(x, -1, true))
  return { deviation, factor: tf.rsqrt(tf.add(tf.mean(tf.square(deviation), -1, true), epsilon)) }
}

/**
 * The gradient that reaches x. With `frozen`, the standard deviation counts as given, so that the operation is linear.
 */
function pulled(dy: tf.Tensor, x: tf.Tensor, scale: tf.Tensor, layer: LayerNorm, frozen: boolean): tf.Tensor {
  const { deviation, factor } = centred(x, layer)
  const weighed = tf.mul(dy, scale)
  const level = tf.sub(weighed, tf.mean(weighed, -1, true))
  if (frozen) return tf.mul(level, factor)
  const normal = tf.mul(deviation, factor)
  return tf.mul(tf.sub(level, tf.mul(normal, tf.mean(tf.mul(weighed, normal), -1, true))), factor)
}

/**
 * Layer normalization (Ba, Kiros and Hinton 2016, arXiv 1607.06450): each token's channels at mean 0 and variance 1, then each channel by
 * its own scale and offset, which are stored as kernel and bias, `(C)` each.
 */
export default {
  fields,
  inputs: 'one',
  passes: 'kept',
  curved: true,
  scaling: {
    shape: (_, { channels }) => [channels],
    prepare: (_, kernel, bias) => ({ scale: kernel as tf.Tensor1D, offset: bias, dispose() {} }),
  },
  forward: ([x], { layer, weights: { scale, offset } }) =>
    withGradient(
      x,
      (given) => {
        const { deviation, factor } = centred(given, layer)
        return tf.add(tf.mul(tf.mul(deviation, factor), scale), offset)
      },
      (dy, given) => pulled(dy, given, scale, layer, false),
    ),
  backward: ({ layer, weights: { scale }, dy, standIns, given }) =>
    pulled(dy, given(), scale, layer, standIns.relu !== 'true') as tf.Tensor4D,
  needsValues: () => true,
  double,
  words: () => 'layer normalization',
} satisfies Operation<LayerNorm & Layer, PreparedNorm>
