import * as tf from '@tensorflow/tfjs-core'
import { degrees, pixels, place } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { larger, turned } from '../shape.ts'

const parameters = {
  angle: degrees('direction in which the figure’s colour lies'),
  ...place('a point of the edge'),
  blur: pixels(1, [1, 24], 'width of the transition'),
}

/** Two colours side by side: opposite hues, equally bright, where the paint says nothing else. */
export default {
  name: 'colourEdge',
  words: 'colour edge',
  parameters,
  paint: { saturation: 1 },
  coverage({ angle, x, y, blur }, grid) {
    const { u } = turned(grid, x, y, angle)
    const edge = larger(blur, grid.pixel)
    return tf.clipByValue(tf.add(tf.div(u, edge), 0.5), 0, 1) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>
