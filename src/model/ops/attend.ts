import * as tf from '@tensorflow/tfjs-core'
import { share, type DoublePrecision } from '../doublePrecision.ts'
import { wholeImage } from '../reach.ts'
import { headwise, joined } from '../headwise.ts'
import type { Layer } from '../../vocabulary/layerTable.ts'
import type { Extent } from '../../vocabulary/extent.ts'
import type { Operation } from '../operation.ts'

/** `(B, N, N, h)` of probabilities as `(B, h, N, N)`. */
const byHead = (attention: tf.Tensor): tf.Tensor4D => tf.transpose(attention, [0, 3, 1, 2]) as tf.Tensor4D

const double: DoublePrecision<Layer> = {
  forward({ inputs: [attention, value] }) {
    const result = new Float64Array(attention.height * value.channels)
    eachPair(attention, value, (pair, v, out, size) => {
      const probability = attention.values[pair]
      for (let d = 0; d < size; d++) result[out + d] += probability * value.values[v + d]
    })
    return result
  },
  relevance({ inputs: [attention, value], output, relevance }) {
    const ratio = relevance.map((each, i) => share(each, output.values[i]) / 2)
    const [ofAttention, ofValue] = [new Float64Array(attention.values.length), new Float64Array(value.values.length)]
    eachPair(attention, value, (pair, v, out, size) => {
      const probability = attention.values[pair]
      let sum = 0
      for (let d = 0; d < size; d++) {
        const part = ratio[out + d] * probability * value.values[v + d]
        sum += part
        ofValue[v + d] += part
      }
      ofAttention[pair] = sum
    })
    return [ofAttention, ofValue]
  },
}

/**
 * What each token reads (Vaswani et al. 2017, arXiv 1706.03762, eq. 1): the values of all tokens, `(B, N, 1, C)`, each head's
 * weighed by its probabilities, `(B, N, N, h)`.
 */
export default {
  fields: {},
  inputs: 'several',
  extent: (_, [attention]) => ({ height: attention.height, width: 1 }),
  reach: (_layer, _input, _axis, { image }) => wholeImage(image),
  channels: (_, [, value]) => value.channels,
  products: (_, [attention, value]) => 2 * attention.height * attention.width * value.channels,
  objection(_, inputs) {
    if (inputs.length !== 2) return `${inputs.length} inputs (allowed: probabilities and values)`
    const [attention, value] = inputs
    const tokens = value.height * value.width
    if (attention.width !== tokens) return `probabilities over ${attention.width} tokens, values of ${tokens}`
    if (value.channels % attention.channels === 0) return undefined
    return `${attention.channels} heads do not divide ${value.channels} channels evenly`
  },
  forward: ([attention, value]) => joined(tf.matMul(byHead(attention), headwise(value, attention.shape[3]!))),
  // Attention counts as given, unless the network is taken as it is.
  backward({ dy, standIns, given, input }) {
    const heads = input.index === 0 ? input.channels : given(0).shape[3]
    const slopes = headwise(dy, heads)
    if (input.index === 1)
      return tf.reshape(joined(tf.matMul(byHead(given(0)), slopes, true)), [
        dy.shape[0],
        input.height,
        input.width,
        input.channels,
      ])
    if (standIns.relu !== 'true') return tf.zeros([dy.shape[0], input.height, input.width, heads])
    const products = tf.matMul(slopes, headwise(given(1), heads), false, true)
    return tf.transpose(products, [0, 2, 3, 1]) as tf.Tensor4D
  },
  needsValues: () => true,
  double,
  words: ({ inputs: [attention, value] }) => `${value}, weighed by ${attention}`,
} satisfies Operation<Layer>

/** Calls `visit` with the places of a probability, of its head's values, and of the sums that they count for, and how many these are. */
function eachPair(
  { height: queries, width: keys, channels: heads }: Extent,
  { channels }: Extent,
  visit: (pair: number, value: number, sum: number, size: number) => void,
): void {
  const size = channels / heads
  let pair = 0
  for (let i = 0; i < queries; i++)
    for (let j = 0; j < keys; j++)
      for (let head = 0; head < heads; head++, pair++)
        visit(pair, j * channels + head * size, i * channels + head * size, size)
}
