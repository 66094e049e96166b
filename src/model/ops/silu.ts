import * as tf from '@tensorflow/tfjs-core'
import { activation } from '../activation.ts'

/** `x / (1 + e⁻ˣ)`, also called swish (Ramachandran, Zoph and Le 2017, arXiv 1710.05941). */
export default activation({
  fields: {},
  value: (x) => tf.mul(x, tf.sigmoid(x)),
  derivative(x) {
    const y = tf.sigmoid(x)
    return tf.mul(y, tf.add(1, tf.mul(x, tf.sub(1, y))))
  },
  half: 0.5,
  words: () => 'SiLU',
})
