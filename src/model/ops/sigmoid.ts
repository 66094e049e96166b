import * as tf from '@tensorflow/tfjs-core'
import { activation } from '../activation.ts'

/** `1 / (1 + e⁻ˣ)` */
export default activation({
  fields: {},
  value: (x) => tf.sigmoid(x),
  derivative(x) {
    const y = tf.sigmoid(x)
    return tf.mul(y, tf.sub(1, y))
  },
  half: 0.25,
  words: () => 'sigmoid',
})
