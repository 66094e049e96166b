import * as tf from '@tensorflow/tfjs-core'
import { degrees, extent, pixels, place } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { radians, ramp, shareOf, sineWave, turned } from '../shape.ts'

const parameters = {
  angle: degrees('direction in which the high frequency lies'),
  high: pixels(4, [2, 12], 'wavelength on that side'),
  low: pixels(16, [6, 48], 'wavelength on the other side'),
  tilt: extent(90, [0, 180], 'from that direction to the one across the stripes'),
  phase: degrees('of both waves at the edge'),
  ...place('a point of the edge'),
}

/** Two gratings of equal contrast, fine on one side and coarse on the other. */
export default {
  name: 'frequencyEdge',
  words: 'frequency edge',
  parameters,
  coverage({ angle, high, low, tilt, phase, x, y }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const across = tf.add(tf.mul(u, tf.cos(radians(tilt))), tf.mul(v, tf.sin(radians(tilt))))
    const wave = (wavelength: tf.Tensor) =>
      sineWave(tf.sub(tf.div(across, wavelength), tf.div(phase, 360)), tf.div(grid.pixel, wavelength))
    const [fine, coarse] = [wave(high), wave(low)]
    return shareOf(tf.add(coarse, tf.mul(ramp(u, grid), tf.sub(fine, coarse)))) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>
