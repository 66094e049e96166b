import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../vocabulary/layerTable.ts'
import { withPositions } from '../withPositions.ts'
import type { Operation } from '../operation.ts'

/** The sum of several layers of one shape. */
export default {
  fields: {},
  inputs: 'several',
  passes: 'summed',
  objection: (_, inputs) =>
    inputs.some(({ channels }) => channels !== inputs[0].channels)
      ? `inputs differ in shape: ${inputs.map((e) => `${e.height}×${e.width}×${e.channels}`).join(', ')}`
      : undefined,
  forward: (inputs) => tf.addN(inputs.some(({ rank }) => rank === 4) ? inputs.map(withPositions) : [...inputs]),
  backward: ({ dy }) => dy,
  words: ({ inputs }) => `sum of ${inputs.join(', ')}`,
} satisfies Operation<Layer>
