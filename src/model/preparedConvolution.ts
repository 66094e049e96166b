import type * as tf from '@tensorflow/tfjs-core'
import type { Padding } from './padding.ts'

/** A convolution whose kernels stay on the device, XNNPACK caches them by tensor. */
export interface PreparedConvolution {
  /** `(B, H, W, C)` → `(B, ⌊(H + top + bottom − kh) / stride⌋ + 1, …, filters)`; zeros are padded. */
  apply(x: tf.Tensor4D, padding: Padding): tf.Tensor4D
  dispose(): void
}
