/**
 * Depthwise convolution, each channel by kernels of its own, with a gradient at forward speed: TF.js's WASM backend has
 * none. The input's gradient is again a depthwise convolution, of the output's gradient with the kernels flipped, to
 * one channel per phase of the stride, and summed over the kernels of a channel where it has several.
 */
import * as tf from '@tensorflow/tfjs-core'
import { inputGradient } from './inputGradient.ts'
import { keep, spread } from './kernel.ts'
import type { Padding } from './padding.ts'
import type { PreparedConvolution } from './preparedConvolution.ts'
import { surrounded } from './surrounded.ts'
import { withGradient } from './withGradient.ts'

/**
 * Prepares a depthwise convolution; filter `c · m + q` reads channel `c`, where each has m kernels.
 * @param kernel `(kh, kw, 1, C · m)`; not disposed by the result
 * @param bias `(C · m)`
 * @param stride down and across
 */
export function prepareDepthwise(
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  stride: [number, number],
  dilation: number,
): PreparedConvolution {
  const spreadKernel = dilation === 1 ? kernel : keep(() => spread(kernel, dilation))
  const [kh, kw, , filters] = spreadKernel.shape
  const forward = new Map<number, tf.Tensor4D>()
  let flipped: tf.Tensor4D | undefined
  return {
    apply(x, padding) {
      const channels = x.shape[3]
      const multiplier = filters / channels
      if (!forward.has(channels))
        forward.set(channels, tf.keep(tf.reshape(spreadKernel, [kh, kw, channels, multiplier])))
      const own = forward.get(channels)!
      const value = withGradient(
        x,
        (input) => depthwise(input, own, stride, padding),
        (dy: tf.Tensor4D) => {
          flipped ??= keep(() => flippedKernel(spreadKernel, stride))
          const by = flipped
          const phases = (given: tf.Tensor4D, around: Padding) =>
            phasesOf(depthwise(given, by, [1, 1], around), stride[0] * stride[1], channels)
          return inputGradient(dy, phases, [kh, kw], stride, padding, x.shape)
        },
      )
      return tf.add(value, bias)
    },
    dispose() {
      for (const each of forward.values()) each.dispose()
      flipped?.dispose()
      if (spreadKernel !== kernel) spreadKernel.dispose()
    },
  }
}

/**
 * Padded beforehand where a kernel asks for it: TF.js's WASM kernel pads on its own, but never more than
 * the window holds, nor below zero.
 */
function depthwise(x: tf.Tensor4D, kernel: tf.Tensor4D, stride: [number, number], padding: Padding): tf.Tensor4D {
  const input = padding.every((each) => each === 0) ? x : surrounded(x, padding)
  if (stride[0] === stride[1]) return tf.depthwiseConv2d(input, kernel, stride, 'valid')
  // Of unequal strides TF.js takes none: by the smaller, and then of its rows or columns every so many.
  return subsampled(input, kernel, stride)
}

function subsampled(x: tf.Tensor4D, kernel: tf.Tensor4D, [down, across]: [number, number]): tf.Tensor4D {
  const all = tf.depthwiseConv2d(x, kernel, 1, 'valid')
  return tf.stridedSlice(all, [0, 0, 0, 0], all.shape, [1, down, across, 1]) as tf.Tensor4D
}

/** `(kh, kw, 1, F)` → `(⌈kh/s⌉, ⌈kw/t⌉, F, s·t)`: the taps of each phase, flipped. */
function flippedKernel(kernel: tf.Tensor4D, [s, t]: [number, number]): tf.Tensor4D {
  const [kh, kw, , filters] = kernel.shape
  const tall = Math.ceil(kh / s)
  const wide = Math.ceil(kw / t)
  const padded = tf.pad(tf.reshape(kernel, [kh, kw, filters]), [
    [0, tall * s - kh],
    [0, wide * t - kw],
    [0, 0],
  ])
  // One axis at a time in rank 2: WebGPU reverses rank 5 wrongly.
  const upright = tf.reverse(tf.reshape(padded, [tall, -1]), 0)
  const turned = tf.reverse(tf.reshape(upright, [tall * s, wide, -1]), 1)
  const split = tf.reshape(turned, [tall, s, wide, t * filters])
  const byTap = tf.reshape(tf.transpose(split, [0, 2, 1, 3]), [tall * wide, s * t, filters])
  return tf.reshape(tf.transpose(byTap, [0, 2, 1]), [tall, wide, filters, s * t])
}

/** `(B, H, W, F · phases)` → `(B, H, W, phases · C)`, summed over the filters of a channel. */
function phasesOf(x: tf.Tensor4D, phases: number, channels: number): tf.Tensor4D {
  const [batch, height, width, all] = x.shape
  const filters = all / phases
  if (filters === channels && phases === 1) return x
  const apart = tf.transpose(tf.reshape(x, [batch * height * width, filters, phases]), [0, 2, 1])
  const summed = tf.sum(tf.reshape(apart, [batch * height * width * phases, channels, filters / channels]), 2)
  return tf.reshape(summed, [batch, height, width, phases * channels])
}
