/**
 * Resampling as a sparse matrix: each output pixel is a weighted sum of four input pixels, and the
 * gradient is the transposed matrix. (The built-in warps have no gradient.)
 *
 * Where a tensor's numbers are in this process's memory a plain loop over them is an order of
 * magnitude faster than TF.js's gather; elsewhere gathers keep the data on the device.
 */
import * as tf from '@tensorflow/tfjs-core'
import { isHost } from '../model/host.ts'
import { withGradient } from '../model/withGradient.ts'

/** One input pixel for each output pixel: flat index and weight. */
interface Tap {
  index: Int32Array
  weight: Float32Array
}

export type Size = readonly [height: number, width: number]

/** How indices outside an image are read: mirrored about its border pixels, or as nothing. */
export type Border = 'reflect' | 'zero'

/**
 * An affine map from output to input coordinates, `[a, b, c, d, e, f]`: output pixel (x, y), measured
 * from the output's centre, reads the input at (a·x + b·y + c, d·x + e·y + f) from the input's centre.
 */
export type Affine = readonly [number, number, number, number, number, number]

export const IDENTITY: Affine = [1, 0, 0, 0, 1, 0]

/** Resamples `(B, H, W, C)` bilinearly to `(B, …output, C)`. */
export function resample(image: tf.Tensor4D, map: Affine, output: Size, border: Border = 'reflect'): tf.Tensor4D {
  const [batch, height, width, channels] = image.shape
  const taps = bilinearTaps(map, [height, width], output, border)
  const before: Shape = [batch, height, width, channels]
  const after: Shape = [batch, output[0], output[1], channels]
  const onHost = isHost()
  return withGradient(
    image,
    (x) => (onHost ? multiply(x, taps, after) : gather(x, taps, after)),
    (dy) => (onHost ? multiplyTransposed(dy, taps, before) : gather(dy, transpose(taps, height * width), before)),
  )
}

type Shape = [batch: number, height: number, width: number, channels: number]

function gather(x: tf.Tensor4D, taps: readonly Tap[], shape: Shape): tf.Tensor4D {
  const [batch, height, width, channels] = shape
  return tf.tidy(() => {
    const rows = tf.reshape(x, [batch, -1, channels])
    const parts = taps.map(({ index, weight }) =>
      tf.mul(tf.gather(rows, tf.tensor1d(index, 'int32'), 1), tf.tensor3d(weight, [1, height * width, 1])),
    )
    return tf.reshape(
      parts.reduce((a, b) => tf.add(a, b)),
      shape,
    )
  })
}

function multiply(x: tf.Tensor4D, taps: readonly Tap[], shape: Shape): tf.Tensor4D {
  const source = x.dataSync()
  const [batch, height, width, channels] = shape
  const pixels = height * width
  const stride = x.shape[1] * x.shape[2] * channels
  const result = new Float32Array(batch * pixels * channels)
  for (let b = 0; b < batch; b++)
    for (const { index, weight } of taps)
      for (let pixel = 0; pixel < pixels; pixel++) {
        const from = b * stride + index[pixel] * channels
        const to = (b * pixels + pixel) * channels
        for (let c = 0; c < channels; c++) result[to + c] += weight[pixel] * source[from + c]
      }
  return tf.tensor4d(result, shape)
}

function multiplyTransposed(dy: tf.Tensor4D, taps: readonly Tap[], shape: Shape): tf.Tensor4D {
  const source = dy.dataSync()
  const [batch, height, width, channels] = shape
  const pixels = dy.shape[1] * dy.shape[2]
  const stride = height * width * channels
  const result = new Float32Array(batch * stride)
  for (let b = 0; b < batch; b++)
    for (const { index, weight } of taps)
      for (let pixel = 0; pixel < pixels; pixel++) {
        const from = (b * pixels + pixel) * channels
        const to = b * stride + index[pixel] * channels
        for (let c = 0; c < channels; c++) result[to + c] += weight[pixel] * source[from + c]
      }
  return tf.tensor4d(result, shape)
}

/** The four neighbours of each output pixel. */
export function bilinearTaps(map: Affine, input: Size, output: Size, border: Border): Tap[] {
  const [height, width] = input
  const [rows, columns] = output
  const taps = Array.from({ length: 4 }, () => ({
    index: new Int32Array(rows * columns),
    weight: new Float32Array(rows * columns),
  }))
  const [a, b, c, d, e, f] = map
  let at = 0
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) {
      const x = column - (columns - 1) / 2
      const y = row - (rows - 1) / 2
      const u = a * x + b * y + c + (width - 1) / 2
      const v = d * x + e * y + f + (height - 1) / 2
      const left = Math.floor(u)
      const top = Math.floor(v)
      taps.forEach(({ index, weight }, corner) => {
        const right = corner & 1
        const below = corner >> 1
        const share = (right ? u - left : 1 - u + left) * (below ? v - top : 1 - v + top)
        const i = resolve(left + right, width, border)
        const j = resolve(top + below, height, border)
        const outside = i < 0 || j < 0
        index[at] = outside ? 0 : j * width + i
        weight[at] = outside ? 0 : share
      })
    }
  return taps
}

/** The index read in place of `i`, or −1 for none. */
function resolve(i: number, size: number, border: Border): number {
  if (i >= 0 && i < size) return i
  if (border === 'zero') return -1
  if (size === 1) return 0
  const period = 2 * (size - 1)
  const folded = ((i % period) + period) % period
  return folded < size ? folded : period - folded
}

/** The taps of the transposed matrix: as many for each of `size` pixels as the busiest one needs. */
function transpose(taps: readonly Tap[], size: number): Tap[] {
  const count = new Int32Array(size)
  const transposed: Tap[] = []
  for (const { index, weight } of taps)
    for (let at = 0; at < index.length; at++) {
      if (weight[at] === 0) continue
      const pixel = index[at]
      const layer = count[pixel]++
      transposed[layer] ??= { index: new Int32Array(size), weight: new Float32Array(size) }
      transposed[layer].index[pixel] = at
      transposed[layer].weight[pixel] = weight[at]!
    }
  return transposed
}
