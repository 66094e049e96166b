import * as tf from '@tensorflow/tfjs-core'
import { activation } from '../activation.ts'

/** `log(1 + eˣ)` */
export default activation({
  fields: {},
  value: (x) => tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x))))),
  derivative: (x) => tf.sigmoid(x),
  half: 0.5,
  words: () => 'softplus',
})
