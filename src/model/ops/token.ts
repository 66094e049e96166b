import * as tf from '@tensorflow/tfjs-core'
import type { DoublePrecision } from '../doublePrecision.ts'
import { count } from '../fields.ts'
import type { LayerOf, Operation } from '../operation.ts'

/** From 0, in the order of the tokens. */
const fields = { index: count }

export type Token = LayerOf<typeof fields>

/** Whether a layer takes one token. */
export const isToken = (layer: { op: string }): layer is Token => layer.op === 'token'

const double: DoublePrecision<Token> = {
  forward: ({ layer: { index }, inputs: [{ values, channels }] }) =>
    values.slice(index * channels, (index + 1) * channels),
  relevance({ layer: { index }, inputs: [{ values, channels }], relevance }) {
    const all = new Float64Array(values.length)
    all.set(relevance, index * channels)
    return [all]
  },
}

/** One of the tokens, as a rule that of the class: `(B, N, 1, C)` → `(B, C)`. */
export default {
  fields,
  inputs: 'one',
  global: true,
  passes: 'kept',
  objection: ({ index }, [{ height, width }]) =>
    index < height * width ? undefined : `token ${index} of ${height * width} (allowed: 0 to ${height * width - 1})`,
  forward([x], { layer: { index } }) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number]
    const tokens = tf.reshape(x, [batch, height * width, channels])
    return tf.reshape(tf.slice(tokens, [0, index, 0], [batch, 1, channels]), [batch, channels])
  },
  backward({ layer: { index }, dy, input: { height, width, channels } }) {
    const rows = height * width
    const padded = tf.pad(tf.reshape(dy, [dy.shape[0], 1, channels]), [
      [0, 0],
      [index, rows - 1 - index],
      [0, 0],
    ])
    return tf.reshape(padded, [dy.shape[0], height, width, channels])
  },
  double,
  words: ({ index }) => `token ${index}`,
} satisfies Operation<Token>
