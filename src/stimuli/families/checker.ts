import * as tf from '@tensorflow/tfjs-core'
import { degrees, pixels, place } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { shareOf, squareWave, turned } from '../shape.ts'

const parameters = {
  angle: degrees('direction of a side', 90),
  side: pixels(8, [2, 32], 'side of a square'),
  ...place('the middle of a dark square'),
}

/** A chessboard. */
export default {
  name: 'checker',
  words: 'checker',
  parameters,
  coverage({ angle, side, x, y }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const period = tf.mul(side, 2)
    const soft = tf.div(grid.pixel, period)
    const wave = (at: tf.Tensor) => squareWave(tf.div(at, period), soft)
    return shareOf(tf.mul(wave(u), wave(v))) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>
