import * as tf from '@tensorflow/tfjs-core'
import { degrees, pixels, place, share } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { inside, length, over, turned, union } from '../shape.ts'

const parameters = {
  angle: degrees('direction from one eye to the other', 180),
  separation: pixels(22, [6, 48], 'between the centres'),
  ...place('the point between them'),
  radius: pixels(5, [1, 14], 'of each eye'),
  highlight: share(0.35, [0, 0.8], 'radius of the bright spot in the eye / radius of the eye'),
}

/** Two discs side by side, each with a bright spot above its middle. */
export default {
  name: 'eyePair',
  words: 'eye pair',
  parameters,
  coverage({ angle, separation, x, y, radius, highlight }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    // Both eyes are one, seen in a mirror between them.
    const across = tf.sub(tf.abs(u), tf.div(separation, 2))
    const disc = inside(tf.sub(length(across, v), radius), grid)
    const raised = tf.sub(v, tf.mul(radius, RAISED))
    const spot = inside(tf.sub(length(across, raised), tf.mul(radius, highlight)), grid)
    return over(union(disc), spot, 0) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>

/** How far the bright spot is moved, in radii. */
const RAISED = 0.3
