import * as tf from '@tensorflow/tfjs-core'
import { degrees, pixels, place, strokeWidth } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { stroke, turned } from '../shape.ts'

const parameters = {
  angle: degrees('direction of the line', 180),
  ...place('its middle'),
  width: strokeWidth,
  length: pixels(90, [2, 90], 'from end to end'),
}

/** A straight stroke of a length, its ends cut square. */
export default {
  name: 'line',
  words: 'line',
  parameters,
  coverage({ angle, x, y, width, length }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    return tf.mul(stroke(v, width, grid), stroke(u, length, grid))
  },
} satisfies Family<keyof typeof parameters>
