import * as tf from '@tensorflow/tfjs-core'
import { activation } from '../activation.ts'
import { flag, optional } from '../fields.ts'

/** Whether by the hyperbolic tangent that approximates it, as some networks were trained with. */
const fields = { tanh: optional(flag, false) }

const C = Math.sqrt(2 / Math.PI)
const D = 0.044715

/** √(2/π) · (x + 0.044715 x³) */
const inner = (x: tf.Tensor) => tf.mul(C, tf.add(x, tf.mul(D, tf.mul(x, tf.square(x)))))

/** The share of a normal distribution below x. */
const below = (x: tf.Tensor) => tf.mul(0.5, tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))))

/** `x · Φ(x)`, with Φ the normal distribution (Hendrycks and Gimpel 2016, arXiv 1606.08415). */
export default activation({
  fields,
  value: (x, { tanh }) => tf.mul(x, tanh ? tf.mul(0.5, tf.add(1, tf.tanh(inner(x)))) : below(x)),
  derivative(x, { tanh }) {
    if (!tanh) {
      const density = tf.mul(Math.sqrt(1 / (2 * Math.PI)), tf.exp(tf.mul(-0.5, tf.square(x))))
      return tf.add(below(x), tf.mul(x, density))
    }
    const t = tf.tanh(inner(x))
    const slope = tf.mul(C, tf.add(1, tf.mul(3 * D, tf.square(x))))
    const curve = tf.mul(tf.mul(0.5, x), tf.mul(tf.sub(1, tf.square(t)), slope))
    return tf.add(tf.mul(0.5, tf.add(1, t)), curve)
  },
  half: 0.5,
  words: () => 'GELU',
})
