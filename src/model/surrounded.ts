import * as tf from '@tensorflow/tfjs-core'
import type { Padding } from './padding.ts'

/** `(B, H, W, C)` with zeros around it, and then with what lies outside of a padding below zero cut off. */
export function surrounded(x: tf.Tensor4D, padding: Padding): tf.Tensor4D {
  const [top, bottom, left, right] = padding.map((each) => Math.max(0, each))
  const wide = tf.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ])
  if (Math.min(...padding) >= 0) return wide
  const [above, below, before, after] = padding.map((each) => Math.max(0, -each))
  const [batch, height, width, channels] = wide.shape
  return tf.slice(wide, [0, above, before, 0], [batch, height - above - below, width - before - after, channels])
}
