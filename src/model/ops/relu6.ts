import * as tf from '@tensorflow/tfjs-core'
import { activation, where } from '../activation.ts'

/** A ReLU that ends at 6. */
export default activation({
  fields: {},
  value: (x) => tf.clipByValue(x, 0, 6),
  derivative: (x) => where(tf.logicalAnd(tf.greater(x, 0), tf.less(x, 6))),
  half: 0.5,
  words: () => 'ReLU that ends at 6',
})
