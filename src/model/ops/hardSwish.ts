import * as tf from '@tensorflow/tfjs-core'
import { activation, where } from '../activation.ts'

/** `x · min(1, max(0, x / 6 + 1/2))` (Howard et al. 2019, arXiv 1905.02244). */
export default activation({
  fields: {},
  value: (x) => tf.mul(x, tf.clipByValue(tf.add(tf.mul(x, 1 / 6), 0.5), 0, 1)),
  derivative(x) {
    const between = where(tf.logicalAnd(tf.greater(x, -3), tf.less(x, 3)))
    const above = where(tf.greaterEqual(x, 3))
    return tf.add(above, tf.mul(between, tf.add(tf.mul(x, 1 / 3), 0.5)))
  },
  half: 0.5,
  words: () => 'hard swish',
})
