import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../vocabulary/layerTable.ts'
import type { Operation } from '../operation.ts'
import { withPositions } from '../withPositions.ts'

/**
 * The product of two layers, value by value. The second may have one position, as the factors of squeeze-and-excite
 * have (Hu et al. 2017, arXiv 1709.01507): each then counts for its channel everywhere.
 */
export default {
  fields: {},
  inputs: 'several',
  curved: true,
  broadcasts: true,
  objection: ({ inputs: { length } }, inputs) => {
    if (length !== 2) return `a product of ${length} layers (allowed: 2)`
    if (inputs[0].channels === inputs[1].channels) return undefined
    return `inputs differ in channels: ${inputs[0].channels}, ${inputs[1].channels}`
  },
  forward: ([x, factor]) => (x.rank === 4 ? tf.mul(x, withPositions(factor)) : tf.mul(x, factor)),
  // Where the network is taken for linear the factors count as 1, and depend on nothing.
  backward({ dy, standIns, given, input: { index }, read }) {
    if (standIns.relu !== 'true')
      return index === 0 ? dy : tf.zeros([dy.shape[0], read.height, read.width, dy.shape[3]])
    const product = tf.mul(dy, given(1 - index)) as tf.Tensor4D
    const one = index === 1 && read.height * read.width === 1 && dy.shape[1] * dy.shape[2] > 1
    return one ? tf.sum(product, [1, 2], true) : product
  },
  needsValues: ({ relu }) => relu === 'true',
  words: ({ inputs }) => `product of ${inputs.join(' and ')}`,
} satisfies Operation<Layer>
