import * as tf from '@tensorflow/tfjs-core'
import { share, type DoublePrecision } from '../doublePrecision.ts'
import { size } from '../fields.ts'
import { wholeImage } from '../reach.ts'
import { headwise } from '../headwise.ts'
import type { LayerOf, Operation } from '../operation.ts'

const fields = { heads: size }

export type Attention = LayerOf<typeof fields>

/** Whether a layer holds attention's probabilities. */
export const isAttention = (layer: { op: string }): layer is Attention => layer.op === 'attention'

const double: DoublePrecision<Attention> = {
  forward({ layer: { heads }, inputs: [query, key], extent }) {
    const products = scores(query.values, key.values, heads, query.channels)
    const [keys, scale] = [extent.width, 1 / Math.sqrt(query.channels / heads)]
    for (let from = 0; from < products.length; from += keys * heads)
      for (let head = 0; head < heads; head++) softmax(products, from + head, heads, keys, scale)
    return products
  },
  // The softmax and its scale pass relevance on unchanged; a product shares it between its factors.
  relevance({ layer: { heads }, inputs: [query, key], relevance }) {
    const { channels } = query
    const products = scores(query.values, key.values, heads, channels)
    const [ofQuery, ofKey] = [new Float64Array(query.values.length), new Float64Array(key.values.length)]
    const keys = key.values.length / channels
    const perHead = channels / heads
    for (let i = 0; i < products.length; i++) {
      if (relevance[i] === 0) continue
      const part = share(relevance[i], products[i]) / 2
      const head = i % heads
      const pair = Math.floor(i / heads)
      let [q, k] = [Math.floor(pair / keys) * channels + head * perHead, (pair % keys) * channels + head * perHead]
      for (let d = 0; d < perHead; d++, q++, k++) {
        const given = part * query.values[q] * key.values[k]
        ofQuery[q] += given
        ofKey[k] += given
      }
    }
    return [ofQuery, ofKey]
  },
}

/**
 * Attention's probabilities (Vaswani et al. 2017, arXiv 1706.03762, eq. 1): how much each token reads of each, head by
 * head. Of queries and keys, `(B, N, 1, C)` each, it makes a grid with a row for each query, a column for each
 * key and a channel for each head. Its units are the heads.
 */
export default {
  fields,
  inputs: 'several',
  curved: true,
  normalizes: true,
  extent: (_, [query, key]) => ({ height: query.height * query.width, width: key.height * key.width }),
  reach: (_layer, _input, _axis, { image }) => wholeImage(image),
  channels: ({ heads }) => heads,
  products: (_, [query, key]) => 2 * query.height * query.width * key.height * key.width * query.channels,
  objection({ heads }, inputs) {
    if (inputs.length !== 2) return `attention of ${inputs.length} inputs (allowed: the queries and the keys)`
    const [query, key] = inputs
    if (query.channels !== key.channels) return `queries of ${query.channels} channels, keys of ${key.channels}`
    return query.channels % heads ? `${heads} heads do not divide ${query.channels} channels evenly` : undefined
  },
  forward: ([query, key], { layer: { heads } }) => probabilities([query, key], heads),
  // Where the network is taken for linear its attention is given, as Elhage et al. 2021 take it ("A Mathematical
  // Framework for Transformer Circuits"): nothing depends on queries and keys.
  backward({ layer, dy, standIns, given, input, pull }) {
    if (standIns.relu !== 'true') return tf.zeros([dy.shape[0], input.height, input.width, input.channels])
    const other = given(1 - input.index)
    const apply = (x: tf.Tensor4D) => probabilities(input.index === 0 ? [x, other] : [other, x], layer.heads)
    return pull(apply, given(input.index))
  },
  needsValues: ({ relu }) => relu === 'true',
  double,
  words: ({ heads }) => `attention, ${heads} heads`,
} satisfies Operation<Attention>

function probabilities([query, key]: [tf.Tensor, tf.Tensor], heads: number): tf.Tensor4D {
  const scale = 1 / Math.sqrt(query.shape[3]! / heads)
  const keys = tf.transpose(headwise(key, heads), [0, 1, 3, 2])
  return tf.transpose(tf.softmax(tf.mul(tf.matMul(headwise(query, heads), keys), scale)), [0, 2, 3, 1]) as tf.Tensor4D
}

/** `(N, N, h)`: the products of queries and keys, before scale and softmax. */
function scores(query: Float64Array, key: Float64Array, heads: number, channels: number): Float64Array {
  const [queries, keys, perHead] = [query.length / channels, key.length / channels, channels / heads]
  const result = new Float64Array(queries * keys * heads)
  for (let i = 0, at = 0; i < queries; i++)
    for (let j = 0; j < keys; j++)
      for (let head = 0; head < heads; head++, at++) {
        let [q, k] = [i * channels + head * perHead, j * channels + head * perHead]
        let sum = 0
        for (let d = 0; d < perHead; d++) sum += query[q++] * key[k++]
        result[at] = sum
      }
  return result
}

/** In place, over `count` values from `from` on, `step` apart. */
function softmax(values: Float64Array, from: number, step: number, count: number, scale: number): void {
  let most = -Infinity
  for (let i = 0; i < count; i++) most = Math.max(most, values[from + i * step])
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[from + i * step] = Math.exp(scale * (values[from + i * step] - most))
  for (let i = 0; i < count; i++) values[from + i * step] /= sum
}
