import * as tf from '@tensorflow/tfjs-core'
import { activation, where } from '../activation.ts'
import { number, optional, positive } from '../fields.ts'

const fields = { slope: optional(positive, 1 / 6), offset: optional(number, 0.5) }

/** `slope · x + offset`, held between 0 and 1. */
export default activation({
  fields,
  value: (x, { slope, offset }) => tf.clipByValue(tf.add(tf.mul(x, slope), offset), 0, 1),
  derivative(x, { slope, offset }) {
    const line = tf.add(tf.mul(x, slope), offset)
    return tf.mul(slope, where(tf.logicalAnd(tf.greater(line, 0), tf.less(line, 1))))
  },
  half: ({ slope }) => slope,
  words: () => 'hard sigmoid',
})
