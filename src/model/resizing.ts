/**
 * Resizing as a product with a fixed matrix along each axis, so that every convention of coordinates is one, and the
 * gradient is the product with its transpose. The conventions are those of ONNX's Resize.
 */
import * as tf from '@tensorflow/tfjs-core'
import { withGradient } from './withGradient.ts'

export const MODES = ['nearest', 'linear'] as const
export const COORDINATES = ['half_pixel', 'pytorch_half_pixel', 'asymmetric', 'align_corners'] as const
export const NEAREST = ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'] as const

export interface Resizing {
  /** Rows and columns of the output. */
  size: [number, number]
  mode: (typeof MODES)[number]
  coordinates: (typeof COORDINATES)[number]
  nearest: (typeof NEAREST)[number]
}

const PLACES: Record<Resizing['coordinates'], (at: number, from: number, to: number) => number> = {
  half_pixel: (at, from, to) => ((at + 0.5) * from) / to - 0.5,
  pytorch_half_pixel: (at, from, to) => (to > 1 ? ((at + 0.5) * from) / to - 0.5 : 0),
  asymmetric: (at, from, to) => (at * from) / to,
  align_corners: (at, from, to) => (to > 1 ? (at * (from - 1)) / (to - 1) : 0),
}

const ROUND: Record<Resizing['nearest'], (at: number) => number> = {
  round_prefer_floor: (at) => Math.ceil(at - 0.5),
  round_prefer_ceil: (at) => Math.floor(at + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
}

/** `(to, from)`, row by row: how much each input position counts in each output position. */
export function resizingMatrix(from: number, to: number, resizing: Omit<Resizing, 'size'>): Float32Array {
  const matrix = new Float32Array(to * from)
  const inside = (index: number) => Math.min(from - 1, Math.max(0, index))
  for (let at = 0; at < to; at++) {
    const place = PLACES[resizing.coordinates](at, from, to)
    if (resizing.mode === 'nearest') {
      matrix[at * from + inside(ROUND[resizing.nearest](place))] = 1
      continue
    }
    const low = Math.floor(place)
    matrix[at * from + inside(low)] += 1 - (place - low)
    matrix[at * from + inside(low + 1)] += place - low
  }
  return matrix
}

/** `(B, H, W, C)` → `(B, …size, C)` */
export function resize(x: tf.Tensor4D, { size: [height, width], ...how }: Resizing): tf.Tensor4D {
  // Made anew for the gradient: a `tf.tidy` around the forward pass frees the first.
  const rows = () => tf.tensor2d(resizingMatrix(x.shape[1], height, how), [height, x.shape[1]])
  const columns = () => tf.tensor2d(resizingMatrix(x.shape[2], width, how), [width, x.shape[2]])
  return withGradient(
    x,
    (input): tf.Tensor4D => along(along(input, rows(), 1), columns(), 2),
    (dy) => along(along(dy, tf.transpose(columns()), 2), tf.transpose(rows()), 1),
  )
}

/** The product of a matrix with an axis of the image. */
function along(x: tf.Tensor4D, matrix: tf.Tensor2D, axis: 1 | 2): tf.Tensor4D {
  const order = axis === 1 ? [1, 0, 2, 3] : [2, 0, 1, 3]
  const back = axis === 1 ? [1, 0, 2, 3] : [1, 2, 0, 3]
  const first = tf.transpose(x, order)
  const product = tf.matMul(matrix, tf.reshape(first, [first.shape[0], -1]) as tf.Tensor2D)
  return tf.transpose(tf.reshape(product, [matrix.shape[0], first.shape[1], first.shape[2], first.shape[3]]), back)
}
