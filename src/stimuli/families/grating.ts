import * as tf from '@tensorflow/tfjs-core'
import { degrees, pixels, place, share } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { inside, length, shareOf, sineWave, squareWave, turned } from '../shape.ts'

const parameters = {
  angle: degrees('direction across the stripes', 360),
  wavelength: pixels(8, [2, 40], 'from one stripe to the next'),
  phase: degrees('of the wave at the centre; 0 is darkest there'),
  ...place('the centre'),
  square: share(0, [0, 1], '0 is a sine wave, 1 has sharp edges'),
  radius: pixels(64, [4, 64], 'beyond it the picture is grey'),
}

/** Stripes within a disc, half way between both colours outside it. */
export default {
  name: 'grating',
  words: 'grating',
  parameters,
  coverage({ angle, wavelength, phase, x, y, square, radius }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const cycles = tf.sub(tf.div(u, wavelength), tf.div(phase, 360))
    const soft = tf.div(grid.pixel, wavelength)
    const [sine, edged] = [sineWave(cycles, soft), squareWave(cycles, soft)]
    const wave = tf.add(sine, tf.mul(square, tf.sub(edged, sine)))
    return shareOf(tf.mul(wave, inside(tf.sub(length(u, v), radius), grid))) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>
