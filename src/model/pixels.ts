/** An image as plain numbers, and as a tensor. Letters: B images, H rows, W columns, C colours. */
import * as tf from '@tensorflow/tfjs-core'

/** RGB in [0, 1], `height · width · 3` numbers, row by row. */
export interface Pixels {
  height: number
  width: number
  values: Float32Array
}

/** `(1, H, W, C)`; the caller disposes it. */
export const imageTensor = ({ height, width, values }: Pixels): tf.Tensor4D =>
  tf.tensor4d(values, [1, height, width, values.length / (height * width)])
