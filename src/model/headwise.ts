/** Attention's heads: which channels are whose. Letters: B images, N tokens, C channels, h heads, D = C / h. */
import * as tf from '@tensorflow/tfjs-core'

/** `(B, N, 1, C)` → `(B, h, N, D)`: head k has the channels from k·D on. */
export function headwise(x: tf.Tensor, heads: number): tf.Tensor4D {
  const [batch, rows, columns, channels] = x.shape as [number, number, number, number]
  return tf.transpose(tf.reshape(x, [batch, rows * columns, heads, channels / heads]), [0, 2, 1, 3]) as tf.Tensor4D
}

/** `(B, h, N, D)` → `(B, N, 1, C)`. */
export function joined(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, heads, tokens, size] = x.shape
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch, tokens, 1, heads * size])
}
