import * as tf from '@tensorflow/tfjs-core'
import type { Family } from './family.ts'
import { parameters, type ParameterOf } from './parameters.ts'
import { inside, length, shareOf, sineWave, squareWave, turned } from './shape.ts'

/** Stripes within a disc, half way between both colours outside it. */
export const grating: Family<ParameterOf<'grating'>> = {
  name: 'grating',
  parameters: parameters.grating,
  coverage({ angle, wavelength, phase, x, y, square, radius }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const cycles = tf.sub(tf.div(u, wavelength), tf.div(phase, 360))
    const soft = tf.div(grid.pixel, wavelength)
    const [sine, edged] = [sineWave(cycles, soft), squareWave(cycles, soft)]
    const wave = tf.add(sine, tf.mul(square, tf.sub(edged, sine)))
    return shareOf(tf.mul(wave, inside(tf.sub(length(u, v), radius), grid))) as tf.Tensor3D
  },
}
