import * as tf from '@tensorflow/tfjs-core'
import { activation, where } from '../activation.ts'
import { numbers } from '../fields.ts'

/** The slopes of the negative side, one per channel. */
const fields = { slopes: numbers }

/** A ReLU that lets a share of negative values through, each channel its own (He et al. 2015, arXiv 1502.01852). */
export default activation({
  fields,
  value: (x, { slopes }) => tf.add(tf.relu(x), tf.mul(tf.minimum(x, 0), tf.tensor1d(slopes))),
  derivative(x, { slopes }) {
    const open = where(tf.greater(x, 0))
    return tf.add(open, tf.mul(tf.sub(1, open), tf.tensor1d(slopes)))
  },
  half: ({ slopes }) => tf.tensor1d(slopes.map((slope) => (1 + slope) / 2)),
  objection: ({ slopes }, [{ channels }]) =>
    slopes.length === channels ? undefined : `${slopes.length} slopes for ${channels} channels`,
  words: () => 'leaky ReLU, a slope for each channel',
})
