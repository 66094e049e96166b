import * as tf from '@tensorflow/tfjs-core'
import { count, number, positive } from '../fields.ts'
import { localResponseNormalization } from '../localResponseNormalization.ts'
import type { LayerOf, Operation } from '../operation.ts'

/** The radius counts the channels on each side that enter the sum. */
const fields = { radius: count, bias: positive, alpha: number, beta: number }

export type LocalResponseNormalization = LayerOf<typeof fields>

/** Each value over a power of the squares around it, `x / (bias + alpha · Σ x²)^beta`. */
export default {
  fields,
  inputs: 'one',
  curved: true,
  forward: ([x], { layer }) => localResponseNormalization(x as tf.Tensor4D, layer),
  backward: ({ layer, dy, standIns, given, pull }) =>
    standIns.relu === 'true'
      ? pull((x) => localResponseNormalization(x, layer), given())
      : tf.mul(dy, layer.bias ** -layer.beta),
  needsValues: ({ relu }) => relu === 'true',
  words: () => 'local response normalization',
} satisfies Operation<LocalResponseNormalization>
