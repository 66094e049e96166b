import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../vocabulary/layerTable.ts'
import type { Operation } from '../operation.ts'

/** Probabilities over the channels. */
export default {
  fields: {},
  inputs: 'one',
  curved: true,
  normalizes: true,
  forward: ([x]) => tf.softmax(x),
  backward({ layer }): never {
    throw new Error(`no linear stand-in: ${layer.name} is a softmax (take the logits before it)`)
  },
  words: () => 'softmax',
} satisfies Operation<Layer>
