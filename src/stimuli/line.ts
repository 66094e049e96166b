import * as tf from '@tensorflow/tfjs-core'
import type { Family } from './family.ts'
import { parameters, type ParameterOf } from './parameters.ts'
import { stroke, turned } from './shape.ts'

/** A straight stroke of a length, its ends cut square. */
export const line: Family<ParameterOf<'line'>> = {
  name: 'line',
  parameters: parameters.line,
  coverage({ angle, x, y, width, length }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    return tf.mul(stroke(v, width, grid), stroke(u, length, grid))
  },
}
