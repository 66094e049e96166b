import * as tf from '@tensorflow/tfjs-core'
import type { Family } from './family.ts'
import { parameters, type ParameterOf } from './parameters.ts'
import { shareOf, squareWave, turned } from './shape.ts'

/** A chessboard. */
export const checker: Family<ParameterOf<'checker'>> = {
  name: 'checker',
  parameters: parameters.checker,
  coverage({ angle, side, x, y }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const period = tf.mul(side, 2)
    const soft = tf.div(grid.pixel, period)
    const wave = (at: tf.Tensor) => squareWave(tf.div(at, period), soft)
    return shareOf(tf.mul(wave(u), wave(v))) as tf.Tensor3D
  },
}
