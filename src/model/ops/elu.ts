import * as tf from '@tensorflow/tfjs-core'
import { activation, where } from '../activation.ts'
import { optional, positive } from '../fields.ts'

const fields = { alpha: optional(positive, 1) }

/** `alpha · (eˣ − 1)` below zero, the value itself above (Clevert et al. 2015, arXiv 1511.07289). */
export default activation({
  fields,
  value: (x, { alpha }) => tf.add(tf.relu(x), tf.mul(alpha, tf.sub(tf.exp(tf.minimum(x, 0)), 1))),
  derivative(x, { alpha }) {
    const open = where(tf.greater(x, 0))
    return tf.add(open, tf.mul(tf.sub(1, open), tf.mul(alpha, tf.exp(tf.minimum(x, 0)))))
  },
  half: 0.5,
  words: ({ alpha }) => `ELU${alpha === 1 ? '' : `, down to −${alpha}`}`,
})
