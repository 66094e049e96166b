/**
 * Convolution with an input gradient that costs what the forward pass costs.
 *
 * TF.js computes the gradient of `conv2d` with respect to its input by a kernel that is an order of
 * magnitude slower than its forward convolution on WASM, and always computes the filter gradient as
 * well. Here the input gradient is itself a convolution, of the output's gradient with the kernel
 * flipped and its channels exchanged. A stride s makes it s² interleaved convolutions, one per phase
 * of the input grid: they are computed as one convolution to s² times the channels, then
 * depth-to-space (Shi et al. 2016, arXiv 1609.05158, read backwards).
 */
import * as tf from '@tensorflow/tfjs-core'
import { prepareDepthwise } from './depthwise.ts'
import { surrounded } from './surrounded.ts'
import { withGradient } from './withGradient.ts'

/** `[top, bottom, left, right]` zeros; below zero, what is cut off after the others are added. */
export type Padding = readonly [number, number, number, number]

/** Down and across; one number for both. */
export type Stride = number | readonly [number, number]

export const strides = (stride: Stride): [number, number] =>
  typeof stride === 'number' ? [stride, stride] : [...stride]

/** A convolution whose kernels stay on the device, XNNPACK caches them by tensor. */
export interface PreparedConvolution {
  /** `(B, H, W, C)` → `(B, ⌊(H + top + bottom − kh) / stride⌋ + 1, …, filters)`; zeros are padded. */
  apply(x: tf.Tensor4D, padding: Padding): tf.Tensor4D
  dispose(): void
}

/**
 * Prepares a convolution; one of as many groups as channels runs by the backend's kernel for those.
 * @param kernel `(kh, kw, C / groups, filters)`; not disposed by the result
 * @param bias `(filters)`
 */
export function prepareConvolution(
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  { stride = 1, dilation = 1, groups = 1 }: { stride?: Stride; dilation?: number; groups?: number } = {},
): PreparedConvolution {
  if (groups > 1 && kernel.shape[2] === 1) return prepareDepthwise(kernel, bias, strides(stride), dilation)
  const width = kernel.shape[3] / groups
  const parts = Array.from({ length: groups }, (_, group) =>
    prepareGroup(
      groups === 1 && dilation === 1
        ? kernel
        : keep(() => {
            const part = tf.slice4d(kernel, [0, 0, 0, group * width], [-1, -1, -1, width])
            return dilation === 1 ? part : spread(part, dilation)
          }),
      strides(stride),
    ),
  )
  return {
    apply(x, padding) {
      const depth = x.shape[3] / groups
      const outputs = parts.map((part, group) =>
        part.apply(groups === 1 ? x : tf.slice4d(x, [0, 0, 0, group * depth], [-1, -1, -1, depth]), padding),
      )
      return tf.add(groups === 1 ? outputs[0] : tf.concat(outputs, 3), bias)
    },
    dispose() {
      for (const part of parts) part.dispose(kernel)
    },
  }
}

export const keep = (make: () => tf.Tensor4D): tf.Tensor4D => tf.keep(tf.tidy(make))

/** The kernel with `dilation − 1` zeros between its taps; TF.js refuses stride together with dilation. */
export function spread(kernel: tf.Tensor4D, dilation: number): tf.Tensor4D {
  const [kh, kw, depth, filters] = kernel.shape
  const zeros = dilation - 1
  // One axis at a time in rank 3: WebGPU pads no tensor of rank 5.
  const tall = tf.pad(tf.reshape(kernel, [kh, 1, -1]), [
    [0, 0],
    [0, zeros],
    [0, 0],
  ])
  const wide = tf.reshape(tall, [kh * dilation * kw, 1, -1])
  const padded = tf.pad(wide, [
    [0, 0],
    [0, zeros],
    [0, 0],
  ])
  const full = tf.reshape(padded, [kh * dilation, kw * dilation, depth, filters])
  return tf.slice(full as tf.Tensor4D, 0, [kh * dilation - zeros, kw * dilation - zeros, depth, filters])
}

function prepareGroup(kernel: tf.Tensor4D, stride: [number, number]) {
  let transposed: tf.Tensor4D | undefined
  return {
    apply(x: tf.Tensor4D, padding: Padding): tf.Tensor4D {
      return withGradient(
        x,
        (input) => convolve(input, kernel, stride, padding),
        (dy: tf.Tensor4D) => {
          transposed ??= keep(() => transposeKernel(kernel, stride))
          const by = transposed
          const phases = (given: tf.Tensor4D, around: Padding) => convolve(given, by, [1, 1], around)
          return inputGradient(dy, phases, kernel.shape, stride, padding, x.shape)
        },
      )
    },
    dispose(shared: tf.Tensor4D) {
      transposed?.dispose()
      if (kernel !== shared) kernel.dispose()
    },
  }
}

export function convolve(x: tf.Tensor4D, kernel: tf.Tensor4D, stride: [number, number], padding: Padding): tf.Tensor4D {
  const [top, bottom, left, right] = padding
  if (Math.min(...padding) < 0) return tf.conv2d(surrounded(x, padding), kernel, stride, 'valid')
  if (Math.max(...padding) === 0) return tf.conv2d(x, kernel, stride, 'valid')
  return tf.conv2d(x, kernel, stride, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ])
}

/**
 * `(kh, kw, C, F)` → `(⌈kh/s⌉, ⌈kw/t⌉, F, s·t·C)`: the kernel's taps of each phase, flipped, the
 * phases side by side in the order depth-to-space wants, for a stride of s down and t across.
 */
export function transposeKernel(kernel: tf.Tensor4D, [s, t]: [number, number]): tf.Tensor4D {
  const [kh, kw, depth, filters] = kernel.shape
  const tall = Math.ceil(kh / s)
  const wide = Math.ceil(kw / t)
  const padded = tf.pad(kernel, [
    [0, tall * s - kh],
    [0, wide * t - kw],
    [0, 0],
    [0, 0],
  ])
  // One axis at a time in rank 2: WebGPU reverses rank 5 wrongly.
  const upright = tf.reverse(tf.reshape(padded, [tall, -1]), 0)
  const turned = tf.reverse(tf.reshape(upright, [tall * s, wide, -1]), 1)
  const flipped = tf.reshape(turned, [tall, s, wide, t, depth * filters])
  const grouped = tf.reshape(tf.transpose(flipped, [0, 2, 1, 3, 4]), [tall * wide, s * t, depth, filters])
  return tf.reshape(tf.transpose(grouped, [0, 3, 1, 2]), [tall, wide, filters, s * t * depth])
}

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
