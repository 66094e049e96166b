import * as tf from '@tensorflow/tfjs-core'
import type { Family } from './family.ts'
import { parameters, type ParameterOf } from './parameters.ts'
import { radians, ramp, shareOf, sineWave, turned } from './shape.ts'

/** Two gratings of equal contrast, fine on one side and coarse on the other. */
export const frequencyEdge: Family<ParameterOf<'frequencyEdge'>> = {
  name: 'frequencyEdge',
  parameters: parameters.frequencyEdge,
  coverage({ angle, high, low, tilt, phase, x, y }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const across = tf.add(tf.mul(u, tf.cos(radians(tilt))), tf.mul(v, tf.sin(radians(tilt))))
    const wave = (wavelength: tf.Tensor) =>
      sineWave(tf.sub(tf.div(across, wavelength), tf.div(phase, 360)), tf.div(grid.pixel, wavelength))
    const [fine, coarse] = [wave(high), wave(low)]
    return shareOf(tf.add(coarse, tf.mul(ramp(u, grid), tf.sub(fine, coarse)))) as tf.Tensor3D
  },
}
