/** What the gradient of any sliding product does with its phases: see `convolution.ts`. */
import * as tf from '@tensorflow/tfjs-core'
import type { Padding } from './padding.ts'

/**
 * The gradient of the input, of shape `inputShape`, from that of the output.
 * @param phasesOf the convolution of the output's gradient with the transposed kernel, `(B, …, s·t·C)`
 */
export function inputGradient(
  dy: tf.Tensor4D,
  phasesOf: (dy: tf.Tensor4D, padding: Padding) => tf.Tensor4D,
  [kh, kw]: readonly number[],
  stride: [number, number],
  [top, , left]: Padding,
  inputShape: [number, number, number, number],
): tf.Tensor4D {
  const rows = phaseSpan(top, inputShape[1], kh, stride[0], dy.shape[1])
  const columns = phaseSpan(left, inputShape[2], kw, stride[1], dy.shape[2])
  const phases = phasesOf(cropped(dy, rows, columns), [
    Math.max(0, rows.before),
    Math.max(0, rows.after),
    Math.max(0, columns.before),
    Math.max(0, columns.after),
  ])
  if (stride[0] * stride[1] === 1) return phases
  return interleaved(phases, stride, [rows.skip, columns.skip], inputShape)
}

/**
 * Depth to space, then the part of `shape` from row and column `skip` on. A transposition of rank 4 and
 * a slice of long rows are several times faster on WASM than its kernel and a slice of short ones.
 */
function interleaved(
  phases: tf.Tensor4D,
  [s, t]: [number, number],
  skip: [number, number],
  shape: [number, number, number, number],
): tf.Tensor4D {
  const [batch, rows, columns] = phases.shape
  const [, height, width, channels] = shape
  const split = tf.reshape(phases, [batch * rows, columns, s, t * channels])
  const lines = tf.reshape(tf.transpose(split, [0, 2, 1, 3]), [batch, rows * s, columns * t * channels])
  const part = tf.slice(lines, [0, skip[0], skip[1] * channels], [batch, height, width * channels])
  return tf.reshape(part, shape)
}

/**
 * Along one axis, input index `i` lies at `j = i + before` of the padded input, in phase `j mod s`;
 * output `q − m` reaches it through tap `m` of that phase, with `q = ⌊j/s⌋`. How many zeros (or, where
 * negative, cropped rows) must surround the output's gradient so that a valid convolution with
 * ⌈k/s⌉ taps yields every `q` from the first to the last; and how many phases of the first `q` precede
 * index 0.
 */
function phaseSpan(before: number, size: number, kernel: number, s: number, outputs: number) {
  const first = Math.floor(before / s)
  const last = Math.floor((before + size - 1) / s)
  const taps = Math.ceil(kernel / s)
  return { before: taps - 1 - first, after: last - (outputs - 1), skip: before - first * s }
}

/** Without the rows and columns that a negative padding takes away. */
function cropped(
  dy: tf.Tensor4D,
  rows: { before: number; after: number },
  columns: { before: number; after: number },
): tf.Tensor4D {
  const [top, bottom, left, right] = [rows.before, rows.after, columns.before, columns.after].map((n) =>
    Math.max(0, -n),
  ) as [number, number, number, number]
  if (Math.max(top, bottom, left, right) === 0) return dy
  const [batch, height, width, channels] = dy.shape
  return tf.slice(dy, [0, top, left, 0], [batch, height - top - bottom, width - left - right, channels])
}
