import * as tf from '@tensorflow/tfjs-core'
import { filled, pixels, place, strokeWidth } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { inside, length, over, stroke } from '../shape.ts'

const parameters = {
  ...place('its centre'),
  radius: pixels(10, [1, 32], 'to the middle of the stroke'),
  width: strokeWidth,
  filled,
}

/** A ring or a disc. */
export default {
  name: 'circle',
  words: 'circle',
  parameters,
  coverage({ x, y, radius, width, filled }, grid) {
    const distance = tf.sub(length(tf.sub(grid.x, x), tf.sub(grid.y, y)), radius)
    const disc = tf.mul(inside(distance, grid), filled)
    return over(disc, stroke(distance, width, grid), 1) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>
