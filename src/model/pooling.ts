/** Pooling with explicit padding: `(B, H, W, C)` → `(B, H′, W′, C)`. */
import * as tf from '@tensorflow/tfjs-core'
import type { Padding } from './convolution.ts'
import { withGradient } from './withGradient.ts'

interface Pooling {
  window: [number, number]
  stride: number
}

const explicit = ([top, bottom, left, right]: Padding): [number, number][] => [
  [0, 0],
  [top, bottom],
  [left, right],
  [0, 0],
]

/**
 * The largest value of each window; the padding never is.
 *
 * The WASM kernel of the gradient takes the padding for zeros and misplaces the gradient of a window
 * without a positive value, so it is given each image shifted above zero, which moves no maximum.
 */
export const maxPool = (
  x: tf.Tensor4D,
  { window, stride }: Pooling,
  padding: Padding,
): tf.Tensor4D =>
  withGradient(
    x,
    (input) => tf.maxPool(input, window, stride, explicit(padding) as never),
    (dy, saved): tf.Tensor4D => {
      const input = tf.add(tf.sub(saved, tf.min(saved, [1, 2, 3], true)), 1)
      const output = tf.maxPool(input as tf.Tensor4D, window, stride, explicit(padding) as never)
      const attributes = { filterSize: window, strides: stride, pad: explicit(padding) }
      return tf.engine().runKernel(tf.MaxPoolGrad, { dy, input, output }, attributes as never)
    },
  )

/**
 * The mean of each window. `countPadding`: zeros of the padding count in it, as in PyTorch by default.
 *
 * The built-in operation leaves padding out of the mean but not out of its gradient, so here padding
 * is always counted, and then divided out again where it should not be.
 */
export function avgPool(
  x: tf.Tensor4D,
  { window, stride, countPadding }: Pooling & { countPadding: boolean },
  padding: Padding,
): tf.Tensor4D {
  if (Math.max(...padding) === 0) return tf.avgPool(x, window, stride, 'valid')
  const padded = (y: tf.Tensor4D) =>
    tf.avgPool(tf.pad(y, explicit(padding)), window, stride, 'valid')
  if (countPadding) return padded(x)
  const [, height, width] = x.shape
  return tf.div(padded(x), padded(tf.ones([1, height, width, 1])))
}
