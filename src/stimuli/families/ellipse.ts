import * as tf from '@tensorflow/tfjs-core'
import { degrees, filled, pixels, place, share, strokeWidth } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { distanceToEllipse, inside, over, stroke, turned } from '../shape.ts'

const parameters = {
  angle: degrees('direction of the long axis', 180),
  ...place('its centre'),
  radius: pixels(14, [2, 32], 'half the long axis'),
  aspect: share(0.6, [0.3, 1], 'short axis / long axis'),
  width: strokeWidth,
  filled,
}

/** An oval ring or disc; the stroke of a long oval is a little thinner at its tips than `width`. */
export default {
  name: 'ellipse',
  words: 'ellipse',
  parameters,
  coverage({ angle, x, y, radius, aspect, width, filled }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const distance = distanceToEllipse(u, v, radius, tf.mul(radius, aspect))
    const disc = tf.mul(inside(distance, grid), filled)
    return over(disc, stroke(distance, width, grid), 1) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>
