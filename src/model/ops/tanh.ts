import * as tf from '@tensorflow/tfjs-core'
import { activation } from '../activation.ts'

/** Hyperbolic tangent. */
export default activation({
  fields: {},
  value: (x) => tf.tanh(x),
  derivative: (x) => tf.sub(1, tf.square(tf.tanh(x))),
  half: 1,
  words: () => 'hyperbolic tangent',
})
