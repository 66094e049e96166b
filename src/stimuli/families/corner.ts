import * as tf from '@tensorflow/tfjs-core'
import { degrees, extent, filled, pixels, place, strokeWidth } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { distanceToArm, inside, larger, over, radians, stroke, turned } from '../shape.ts'

const parameters = {
  angle: degrees('direction that the tip points in'),
  opening: extent(90, [10, 170], 'angle between the two arms'),
  ...place('its tip'),
  width: strokeWidth,
  length: pixels(40, [4, 60], 'length of each arm'),
  filled,
}

/** Two strokes from one tip, like a `>` for angle 0, and the triangle between them. */
export default {
  name: 'corner',
  words: 'corner',
  parameters,
  coverage({ angle, opening, x, y, width, length, filled }, grid) {
    // The arms run against the direction that the tip points in; both halves are mirror images.
    const { u, v } = turned(grid, x, y, tf.add(angle, 180))
    const half = radians(tf.div(opening, 2))
    const [cos, sin, across] = [tf.cos(half), tf.sin(half), tf.abs(v)]
    const along = tf.add(tf.mul(u, cos), tf.mul(across, sin))
    const aside = tf.sub(tf.mul(across, cos), tf.mul(u, sin))
    const arms = stroke(distanceToArm(along, aside, length), width, grid)
    const base = tf.sub(u, tf.mul(length, cos))
    const triangle = inside(larger(aside, base), grid)
    return over(tf.mul(triangle, filled), arms, 1) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>
