import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../vocabulary/layerTable.ts'
import { withPositions } from '../withPositions.ts'
import type { Operation } from '../operation.ts'

/** The channels of several layers side by side, in their order. */
export default {
  fields: {},
  inputs: 'several',
  passes: 'joined',
  channels: (_, inputs) => inputs.reduce((sum, { channels }) => sum + channels, 0),
  forward: (inputs) => tf.concat(inputs.some(({ rank }) => rank === 4) ? inputs.map(withPositions) : [...inputs], -1),
  backward: ({ dy, input: { before, channels } }) => tf.slice(dy, [0, 0, 0, before], [-1, -1, -1, channels]),
  words: ({ inputs }) => `${inputs.join(', ')} side by side`,
} satisfies Operation<Layer>
