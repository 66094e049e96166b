import * as tf from '@tensorflow/tfjs-core'
import type { Family } from './family.ts'
import { parameters, type ParameterOf } from './parameters.ts'
import { inside, length, over, turned, union } from './shape.ts'

/** Two discs side by side, each with a bright spot above its middle. */
export const eyePair: Family<ParameterOf<'eyePair'>> = {
  name: 'eyePair',
  parameters: parameters.eyePair,
  coverage({ angle, separation, x, y, radius, highlight }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    // Both eyes are one, seen in a mirror between them.
    const across = tf.sub(tf.abs(u), tf.div(separation, 2))
    const disc = inside(tf.sub(length(across, v), radius), grid)
    const raised = tf.sub(v, tf.mul(radius, RAISED))
    const spot = inside(tf.sub(length(across, raised), tf.mul(radius, highlight)), grid)
    return over(union(disc), spot, 0) as tf.Tensor3D
  },
}

/** Of the bright spot, in radii. */
const RAISED = 0.3
