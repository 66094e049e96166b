import * as tf from '@tensorflow/tfjs-core'
import { count, degrees, pixels, place, share, strokeWidth } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { distanceToArm, inside, length, stroke, turned, union } from '../shape.ts'

const parameters = {
  angle: degrees('direction of a spoke'),
  spokes: count(8, [2, 20], 'number of spokes'),
  ...place('its centre'),
  radius: pixels(20, [4, 32], 'to the middle of the rim'),
  width: strokeWidth,
  hub: share(0.2, [0, 0.6], 'radius of the hub / radius'),
}

/** A rim, a hub and spokes. */
export default {
  name: 'wheel',
  words: 'wheel',
  parameters,
  coverage({ angle, spokes, x, y, radius, width, hub }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const r = length(u, v)
    // The direction from the nearest spoke.
    const sector = tf.div(2 * Math.PI, spokes)
    const turns = tf.div(tf.atan2(v, u), sector)
    const beside = tf.mul(tf.sub(turns, tf.floor(tf.add(turns, 0.5))), sector)
    const spoke = distanceToArm(tf.mul(r, tf.cos(beside)), tf.mul(r, tf.sin(beside)), radius)
    return union(
      stroke(spoke, tf.mul(width, SPOKE), grid),
      stroke(tf.sub(r, radius), width, grid),
      inside(tf.sub(r, tf.mul(radius, hub)), grid),
    ) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>

/** Width of a spoke / width of the rim. */
const SPOKE = 0.6
