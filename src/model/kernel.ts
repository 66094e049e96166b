/** Kernels made ready: spread by dilation, and turned for the gradient of their input. */
import * as tf from '@tensorflow/tfjs-core'

/** Kept until it is disposed, what it took to make it not. */
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
