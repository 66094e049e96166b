import * as tf from '@tensorflow/tfjs-core'

/** `(B, C)` as `(B, 1, 1, C)`, and `(B, H, W, C)` as it is: what comes after a mean over positions has one position. */
export const withPositions = (x: tf.Tensor): tf.Tensor4D =>
  x.rank === 4 ? (x as tf.Tensor4D) : tf.reshape(x, [x.shape[0], 1, 1, x.shape[1]!])
