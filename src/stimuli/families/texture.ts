import * as tf from '@tensorflow/tfjs-core'
import { count, degrees, extent, pixels, place, share } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { shareOf, sineWave, turned } from '../shape.ts'

/** Waves that are added; more make a texture that repeats less. */
const WAVES = 16
/** Fractions that never repeat (Weyl's sequence), one stride per use, so that seeds differ in all of them. */
const [BY_PHASE, BY_SIZE, BY_SEED] = [0.754877666, 0.569840291, 0.618033989]

const parameters = {
  angle: degrees('mean direction across its grain', 180),
  wavelength: pixels(7, [2, 32], 'mean size of its grain'),
  spread: extent(180, [0, 180], 'range of directions; 180 prefers none'),
  bandwidth: share(0.5, [0, 1.5], 'range of wavelengths, in octaves to each side'),
  ...place('where its origin lies'),
  seed: count(0, [0, 99], 'which texture of this kind'),
}

/** A sum of waves about a direction and a wavelength, mottled where the directions are many. */
export default {
  name: 'texture',
  words: 'texture',
  parameters,
  coverage({ angle, wavelength, spread, bandwidth, x, y, seed }, grid) {
    let sum: tf.Tensor = tf.scalar(0)
    for (let wave = 0; wave < WAVES; wave++) {
      const from = (wave + 0.5) / WAVES - 0.5
      const { u } = turned(grid, x, y, tf.add(angle, tf.mul(spread, from)))
      const octaves = tf.mul(bandwidth, 2 * fraction(wave * BY_SIZE) - 1)
      const long = tf.mul(wavelength, tf.pow(2, octaves))
      const phase = tf.mul(tf.add(seed, 1), fraction((wave + 1) * BY_PHASE) + wave * BY_SEED)
      sum = tf.add(sum, sineWave(tf.sub(tf.div(u, long), phase), tf.div(grid.pixel, long)))
    }
    // Its standard deviation is √(waves / 2); two of them reach both colours.
    return shareOf(tf.clipByValue(tf.div(sum, Math.sqrt(2 * WAVES)), -1, 1)) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>

const fraction = (value: number): number => value - Math.floor(value)
