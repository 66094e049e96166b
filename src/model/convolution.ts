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
import { inputGradient } from './inputGradient.ts'
import { keep, spread, transposeKernel } from './kernel.ts'
import { strides, type Padding, type Stride } from './padding.ts'
import type { PreparedConvolution } from './preparedConvolution.ts'
import { surrounded } from './surrounded.ts'
import { withGradient } from './withGradient.ts'

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
