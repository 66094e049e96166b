import * as tf from '@tensorflow/tfjs-core'
import type { Family } from './family.ts'
import { parameters, type ParameterOf } from './parameters.ts'
import { distanceToEllipse, inside, over, stroke, turned } from './shape.ts'

/** An oval ring or disc; the stroke of a long oval is a little thinner at its tips than `width`. */
export const ellipse: Family<ParameterOf<'ellipse'>> = {
  name: 'ellipse',
  parameters: parameters.ellipse,
  coverage({ angle, x, y, radius, aspect, width, filled }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const distance = distanceToEllipse(u, v, radius, tf.mul(radius, aspect))
    const disc = tf.mul(inside(distance, grid), filled)
    return over(disc, stroke(distance, width, grid), 1) as tf.Tensor3D
  },
}
