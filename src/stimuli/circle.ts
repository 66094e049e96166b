import * as tf from '@tensorflow/tfjs-core'
import type { Family } from './family.ts'
import { parameters, type ParameterOf } from './parameters.ts'
import { inside, length, over, stroke } from './shape.ts'

/** A ring or a disc. */
export const circle: Family<ParameterOf<'circle'>> = {
  name: 'circle',
  parameters: parameters.circle,
  coverage({ x, y, radius, width, filled }, grid) {
    const distance = tf.sub(length(tf.sub(grid.x, x), tf.sub(grid.y, y)), radius)
    const disc = tf.mul(inside(distance, grid), filled)
    return over(disc, stroke(distance, width, grid), 1) as tf.Tensor3D
  },
}
