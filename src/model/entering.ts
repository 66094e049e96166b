import * as tf from '@tensorflow/tfjs-core'
import type { NetworkInput } from '../vocabulary/layerTable.ts'

/** How much red, green and blue count in the grey that a network of one channel takes (ITU-R BT.601). */
const LUMA = [0.299, 0.587, 0.114]

/**
 * An image in [0, 1], `(B, H, W, C)`, as the network takes it: grey where it takes one channel, in its order of
 * colours, scaled and moved, each channel by its own numbers.
 */
export function entering(image: tf.Tensor4D, { channels, scale, offset, order }: NetworkInput): tf.Tensor4D {
  const grey = channels === 1 && image.shape[3] === 3
  const seen = grey ? tf.sum(tf.mul(image, tf.tensor1d(LUMA)), 3, true) : image
  const ordered = order === 'BGR' ? tf.concat([...tf.split(seen, 3, 3)].reverse(), 3) : seen
  return tf.add(tf.mul(ordered, factor(scale)), factor(offset)) as tf.Tensor4D
}

const factor = (values: number[]): number | tf.Tensor1D =>
  values.every((value) => value === values[0]) ? values[0] : tf.tensor1d(values)
