/** Pooling with explicit padding: `(B, H, W, C)` → `(B, H′, W′, C)`. */
import * as tf from '@tensorflow/tfjs-core'
import type { Padding } from './convolution.ts'
import { isHost } from './host.ts'
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

/** The largest value of each window; the padding never is. */
export const maxPool = (x: tf.Tensor4D, pooling: Pooling, padding: Padding): tf.Tensor4D =>
  withGradient(
    x,
    (input) => tf.maxPool(input, pooling.window, pooling.stride, explicit(padding) as never),
    (dy, input) =>
      isHost() ? maxPoolGradient(dy, input, pooling, padding) : maxPoolGradientOnDevice(dy, input, pooling, padding),
  )

/** Each window's gradient to the first of its largest values, row by row. */
function maxPoolGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  { window, stride }: Pooling,
  [top, , left]: Padding,
): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape
  const [, rows, columns] = dy.shape
  const input = x.dataSync()
  const incoming = dy.dataSync()
  const gradient = new Float32Array(input.length)
  const largest = new Float32Array(channels)
  const winner = new Int32Array(channels)
  let at = 0
  for (let image = 0; image < batch; image++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const firstRow = Math.max(0, row * stride - top)
        const lastRow = Math.min(height, row * stride - top + window[0])
        const firstColumn = Math.max(0, column * stride - left)
        const lastColumn = Math.min(width, column * stride - left + window[1])
        largest.fill(-Infinity)
        // Where nothing is larger, as among numbers that are none, the first.
        const first = ((image * height + firstRow) * width + firstColumn) * channels
        for (let c = 0; c < channels; c++) winner[c] = first + c
        for (let y = firstRow; y < lastRow; y++)
          for (let x = firstColumn; x < lastColumn; x++) {
            const from = ((image * height + y) * width + x) * channels
            for (let c = 0; c < channels; c++) {
              const value = input[from + c]
              if (value > largest[c]) {
                largest[c] = value
                winner[c] = from + c
              }
            }
          }
        for (let c = 0; c < channels; c++) gradient[winner[c]] += incoming[at++]
      }
  return tf.tensor4d(gradient, x.shape)
}

/**
 * By TF.js's kernel, which takes the padding for zeros and misplaces the gradient of a window without a
 * positive value: it is given each image shifted above zero, which moves no maximum.
 */
function maxPoolGradientOnDevice(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  { window, stride }: Pooling,
  padding: Padding,
): tf.Tensor4D {
  const input = tf.add(tf.sub(x, tf.min(x, [1, 2, 3], true)), 1)
  const output = tf.maxPool(input as tf.Tensor4D, window, stride, explicit(padding) as never)
  const attributes = { filterSize: window, strides: stride, pad: explicit(padding) }
  return tf.engine().runKernel(tf.MaxPoolGrad, { dy, input, output }, attributes)
}

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
  const padded = (y: tf.Tensor4D) => tf.avgPool(tf.pad(y, explicit(padding)), window, stride, 'valid')
  if (countPadding) return padded(x)
  const [, height, width] = x.shape
  return tf.div(padded(x), padded(tf.ones([1, height, width, 1])))
}
