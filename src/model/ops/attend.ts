import * as tf from '@tensorflow/tfjs-core'
import { share, type DoublePrecision } from '../doublePrecision.ts'
import { wholeImage } from '../geometry.ts'
import { headwise, joined } from '../headwise.ts'
import type { Layer } from '../../vocabulary/layerTable.ts'
import type { Operation } from '../operation.ts'

/** `(B, N, N, h)` of probabilities as `(B, h, N, N)`. */
const byHead = (attention: tf.Tensor): tf.Tensor4D => tf.transpose(attention, [0, 3, 1, 2]) as tf.Tensor4D

const double: DoublePrecision<Layer> = {
  forward({ inputs: [attention, value] }) {
    const result = new Float64Array(attention.height * value.channels)
    eachProduct(attention, value, (a, v, out) => {
      result[out] += attention.values[a] * value.values[v]
    })
    return result
  },
  relevance({ inputs: [attention, value], output, relevance }) {
    const ratio = relevance.map((each, i) => share(each, output.values[i]) / 2)
    const [ofAttention, ofValue] = [new Float64Array(attention.values.length), new Float64Array(value.values.length)]
    eachProduct(attention, value, (a, v, out) => {
      const part = ratio[out] * attention.values[a] * value.values[v]
      ofAttention[a] += part
      ofValue[v] += part
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

/** Calls `product` with the places of a probability, of a value, and of the sum that their product counts for. */
function eachProduct(
  attention: { height: number; width: number; channels: number },
  value: { channels: number },
  product: (attention: number, value: number, sum: number) => void,
): void {
  const { height: queries, width: keys, channels: heads } = attention
  const { channels } = value
  const perHead = channels / heads
  for (let i = 0; i < queries; i++)
    for (let j = 0; j < keys; j++)
      for (let c = 0; c < channels; c++)
        product((i * keys + j) * heads + Math.floor(c / perHead), j * channels + c, i * channels + c)
}
