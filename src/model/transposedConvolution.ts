/** Transposed convolution: what the gradient of a convolution's input is, as a forward pass, with a gradient of its own. */
import * as tf from '@tensorflow/tfjs-core'
import { convolve } from './convolution.ts'
import { inputGradient } from './inputGradient.ts'
import { keep, spread, transposeKernel } from './kernel.ts'
import { strides, type Padding, type Stride } from './padding.ts'
import { withGradient } from './withGradient.ts'

export interface PreparedTransposed {
  /** `(B, H, W, C)` → `(B, …size, filters)` */
  apply(x: tf.Tensor4D, size: [number, number]): tf.Tensor4D
  dispose(): void
}

/**
 * Prepares a transposed convolution.
 * @param kernel `(kh, kw, C / groups, filters)`: what one position of channel c adds to filter f; not disposed
 * @param bias `(filters)`
 */
export function prepareTransposed(
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  { stride, dilation, groups, padding }: { stride: Stride; dilation: number; groups: number; padding: Padding },
): PreparedTransposed {
  const step = strides(stride)
  const width = kernel.shape[3] / groups
  const parts = Array.from({ length: groups }, (_, group) => {
    // As the kernel of the convolution whose gradient this is: filters in, channels out.
    const forward = keep(() => {
      const part = tf.transpose(tf.slice4d(kernel, [0, 0, 0, group * width], [-1, -1, -1, width]), [0, 1, 3, 2])
      return (dilation === 1 ? part : spread(part as tf.Tensor4D, dilation)) as tf.Tensor4D
    })
    return { forward, back: keep(() => transposeKernel(forward, step)) }
  })
  return {
    apply(x, size) {
      const depth = x.shape[3] / groups
      const outputs = parts.map(({ forward, back }, group) => {
        const input = groups === 1 ? x : tf.slice4d(x, [0, 0, 0, group * depth], [-1, -1, -1, depth])
        return withGradient(
          input,
          (given) => {
            const phases = (dy: tf.Tensor4D, around: Padding) => convolve(dy, back, [1, 1], around)
            return inputGradient(given, phases, forward.shape, step, padding, [x.shape[0], ...size, width])
          },
          (dy: tf.Tensor4D) => convolve(dy, forward, step, fitting(padding, size, forward.shape, step, x.shape)),
        )
      })
      return tf.add(groups === 1 ? outputs[0] : tf.concat(outputs, 3), bias)
    },
    dispose() {
      for (const { forward, back } of parts) {
        forward.dispose()
        back.dispose()
      }
    },
  }
}

/** The padding whose convolution of the output has as many rows and columns as the input. */
function fitting(
  [top, , left]: Padding,
  size: [number, number],
  [kh, kw]: readonly number[],
  [s, t]: [number, number],
  [, height, width]: readonly number[],
): Padding {
  const after = (before: number, length: number, span: number, step: number, count: number) =>
    (count - 1) * step + span - before - length
  return [top, after(top, size[0], kh, s, height), left, after(left, size[1], kw, t, width)]
}
