import * as tf from '@tensorflow/tfjs-core'
import { withGradient } from './withGradient.ts'

/**
 * Local response normalization over channels (Krizhevsky, Sutskever and Hinton 2012, section 3.3):
 * `x / (bias + alpha · Σ x²)^beta`, the sum over `radius` channels on each side. `(B, H, W, C)` → same.
 * Written as a product with a band of ones, since no backend but the CPU has every gradient
 * of the built-in operation.
 */
export function localResponseNormalization(
  x: tf.Tensor4D,
  { radius, bias, alpha, beta }: { radius: number; bias: number; alpha: number; beta: number },
): tf.Tensor4D {
  const sums = withGradient(
    tf.square(x),
    (squares) => sumNeighbours(squares, radius),
    (dy) => sumNeighbours(dy, radius), // to be a neighbour is mutual
  )
  return tf.mul(x, tf.pow(tf.add(bias, tf.mul(alpha, sums)), -beta))
}

/** Each channel with the `radius` channels on either side of it, summed. */
function sumNeighbours(x: tf.Tensor4D, radius: number): tf.Tensor4D {
  return tf.tidy(() => {
    const channels = x.shape[3]
    const index = tf.range(0, channels)
    const distance = tf.abs(tf.sub(tf.reshape(index, [channels, 1]), tf.reshape(index, [1, channels])))
    const band = tf.cast(tf.lessEqual(distance, radius), 'float32') as tf.Tensor2D
    return tf.reshape(tf.matMul(tf.reshape(x, [-1, channels]), band), x.shape)
  })
}
