import * as tf from '@tensorflow/tfjs-core'
import { degrees, pixels, place, share } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { distanceToEllipse, inside, length, over, turned, union } from '../shape.ts'

const parameters = {
  pose: {
    ...share(1, [-1, 1], '−1 looks left, 0 at the reader, 1 right'),
    step: 0.1,
  },
  angle: degrees('tilt of the head'),
  ...place('the middle of the skull'),
  size: pixels(16, [4, 28], 'radius of the skull'),
  fur: share(0.5, [0, 1], 'how much of the figure’s colour the fur has'),
  ears: share(0.5, [0, 1], 'length of the ears / radius of the skull'),
}

/**
 * A simple head of an animal: skull, snout, two ears, two eyes and a nose. Turning it (pose) moves
 * snout, nose and eyes to the side; the far eye goes out of sight.
 */
export default {
  name: 'head',
  words: 'head',
  parameters,
  mirrored: ['pose', 'angle'],
  coverage({ pose, angle, x, y, size, fur, ears }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const scaled = (tensor: tf.Tensor, factor: number) => tf.mul(tensor, factor)
    const at = (right: tf.Tensor | number, up: tf.Tensor | number) =>
      [tf.sub(u, tf.mul(size, right)), tf.sub(v, tf.mul(size, up))] as const
    const disc = (right: tf.Tensor | number, up: number, radius: tf.Tensor) =>
      inside(tf.sub(length(...at(right, up)), radius), grid)
    const oval = (right: tf.Tensor | number, up: tf.Tensor | number, a: tf.Tensor, b: tf.Tensor) =>
      inside(distanceToEllipse(...at(right, up), a, b), grid)

    const snout = oval(scaled(pose, 0.8), -0.3, scaled(size, 0.55), scaled(size, 0.36))
    const tall = tf.mul(size, tf.add(0.15, scaled(ears, 0.6)))
    // Turned aside, the ears lie at the back.
    const ear = (side: number) =>
      oval(tf.sub(side * 0.6, scaled(pose, 0.3)), tf.add(0.75, scaled(ears, 0.35)), scaled(size, 0.24), tall)
    const skull = inside(tf.sub(length(u, v), size), grid)
    const eye = (side: number) =>
      disc(
        tf.add(side * 0.38, scaled(pose, 0.3)),
        0.15,
        // Shrinks to nothing as it turns away.
        tf.mul(size, tf.clipByValue(tf.add(0.14, tf.mul(pose, side * 0.2)), -0.1, 0.14)),
      )
    const nose = disc(scaled(pose, 1.2), -0.2, scaled(size, 0.17))
    const furred = tf.mul(union(skull, snout, ear(-1), ear(1)), fur)
    return over(furred, union(eye(-1), eye(1), nose), 1) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>
