/** Pooling with explicit padding: `(B, H, W, C)` → `(B, H′, W′, C)`. */
import * as tf from '@tensorflow/tfjs-core'
import { strides, type Padding, type Stride } from './padding.ts'
import { isHost } from './host.ts'
import { surrounded } from './surrounded.ts'
import { withGradient } from './withGradient.ts'

interface Pooling {
  window: [number, number]
  stride: Stride
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
    (input) => tf.maxPool(input, pooling.window, strides(pooling.stride), explicit(padding) as never),
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
  const [down, across] = strides(stride)
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
        const firstRow = Math.max(0, row * down - top)
        const lastRow = Math.min(height, row * down - top + window[0])
        const firstColumn = Math.max(0, column * across - left)
        const lastColumn = Math.min(width, column * across - left + window[1])
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
  const output = tf.maxPool(input as tf.Tensor4D, window, strides(stride), explicit(padding) as never)
  const attributes = { filterSize: window, strides: strides(stride), pad: explicit(padding) }
  return tf.engine().runKernel(tf.MaxPoolGrad, { dy, input, output }, attributes)
}

/**
 * The mean of each window. `countPadding`: zeros of the padding count in it, as in PyTorch by default; but for those
 * more than `counting` rows below and columns right of the input, that are there only so that a last window fits.
 *
 * The built-in operation leaves padding out of the mean but not out of its gradient, so here padding
 * is always counted, and then divided out again where it should not be.
 */
export function avgPool(
  x: tf.Tensor4D,
  { window, stride, countPadding, counting }: Pooling & { countPadding: boolean; counting?: readonly [number, number] },
  padding: Padding,
): tf.Tensor4D {
  const mean = (y: tf.Tensor4D) => tf.avgPool(y, window, strides(stride), 'valid')
  if (padding.every((each) => each === 0)) return mean(x)
  const [top, bottom, left, right] = padding
  const [, height, width] = x.shape
  const counted: Padding = counting ? [top, Math.min(bottom, counting[0]), left, Math.min(right, counting[1])] : padding
  const sum = mean(surrounded(x, padding))
  if (countPadding && counted[1] === bottom && counted[3] === right) return sum
  const beyond: Padding = [0, bottom - counted[1], 0, right - counted[3]]
  const inside: tf.Tensor4D = tf.ones([1, height, width, 1])
  const counts = countPadding
    ? surrounded(tf.ones([1, height + top + counted[1], width + left + counted[3], 1]), beyond)
    : surrounded(inside, padding)
  return tf.div(sum, mean(counts))
}

/** What is wrong with a pooling whose windows may hold nothing of their input, if they may. */
export function emptyWindow(window: readonly [number, number], padding: Padding): string | undefined {
  const [top, bottom, left, right] = padding
  if (Math.max(top, bottom) < window[0] && Math.max(left, right) < window[1]) return undefined
  return `padding ${padding.join(', ')} must be smaller than the ${window.join('×')} window`
}
