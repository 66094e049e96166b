import * as tf from '@tensorflow/tfjs-core'
import type { Family } from './family.ts'
import { familyPaint, parameters, type ParameterOf } from './parameters.ts'
import { larger, turned } from './shape.ts'

/** Two colours side by side: opposite hues, equally bright, where the paint says nothing else. */
export const colourEdge: Family<ParameterOf<'colourEdge'>> = {
  name: 'colourEdge',
  parameters: parameters.colourEdge,
  paint: familyPaint.colourEdge,
  coverage({ angle, x, y, blur }, grid) {
    const { u } = turned(grid, x, y, angle)
    const edge = larger(blur, grid.pixel)
    return tf.clipByValue(tf.add(tf.div(u, edge), 0.5), 0, 1) as tf.Tensor3D
  },
}
