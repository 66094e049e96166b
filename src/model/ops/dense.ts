import * as tf from '@tensorflow/tfjs-core'
import { size } from '../fields.ts'
import type { LayerOf, Operation, Prepared } from '../operation.ts'
import { withGradient } from '../withGradient.ts'
import { affineDouble } from '../affineDouble.ts'

const fields = { units: size }

export type Dense = LayerOf<typeof fields>

interface PreparedDense extends Prepared {
  /** `(in, out)` */
  kernel: tf.Tensor2D
  /** `(out)` */
  bias: tf.Tensor1D
  /** `(out, in)`: the built-in gradient would transpose on every step. */
  transposed: tf.Tensor2D
}

/** Weighted sums of all inputs, `(B, …)` → `(B, out)`. */
export default {
  fields,
  inputs: 'one',
  global: true,
  weights: {
    units: ({ units }) => units,
    shape: ({ units }, { height, width, channels }) => [height * width * channels, units],
    layout: (_, { height, width }) => ({ taps: [height, width], groups: 1 }),
    prepare(_, kernel, bias) {
      const transposed = tf.keep(tf.transpose(kernel)) as tf.Tensor2D
      return { kernel: kernel as tf.Tensor2D, bias, transposed, dispose: () => transposed.dispose() }
    },
  },
  channels: ({ units }) => units,
  forward([x], { weights: { kernel, bias, transposed } }) {
    const product = withGradient(
      tf.reshape(x, [x.shape[0], kernel.shape[0]]) as tf.Tensor2D,
      (flat): tf.Tensor2D => tf.matMul(flat, kernel),
      (dy) => tf.matMul(dy, transposed),
    )
    return tf.add(product, bias)
  },
  backward({ layer, weights, dy, input: { height, width, channels } }) {
    const [batch] = dy.shape
    const flat = tf.reshape(dy, [batch, layer.units]) as tf.Tensor2D
    return tf.reshape(tf.matMul(flat, weights.transposed), [batch, height, width, channels])
  },
  double: affineDouble(({ units }) => units, true),
  words: () => 'weighted sums of all inputs',
} satisfies Operation<Dense, PreparedDense>
