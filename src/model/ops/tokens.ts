import * as tf from '@tensorflow/tfjs-core'
import type { DoublePrecision } from '../doublePrecision.ts'
import { count } from '../fields.ts'
import { wholeImage } from '../reach.ts'
import type { LayerOf, Operation, Prepared } from '../operation.ts'

/** How many tokens come before those of the patches: a class token, a distillation token, registers. */
const fields = { before: count }

export type Tokens = LayerOf<typeof fields>

/** Whether a layer makes tokens of patches. */
export const isTokens = (layer: { op: string }): layer is Tokens => layer.op === 'tokens'

interface PreparedTokens extends Prepared {
  /** `(N, C)`: all that is added. */
  added: tf.Tensor2D
}

/** Relevance ends here: what is added to a patch, and what the patch itself was, are one token. */
const double: Pick<DoublePrecision<Tokens>, 'forward'> = {
  forward({ layer: { before }, inputs: [{ values, channels }], kernel, bias }) {
    const first = before * channels
    return Float64Array.from(kernel, (added, i) => added + (i < first ? bias[i % channels] : values[i - first]))
  },
}

/**
 * Patches as tokens, row by row (Dosovitskiy et al. 2021, arXiv 2010.11929): `(B, H, W, C)` → `(B, N, 1, C)` with
 * N = before + H·W. To each is added what its place has learnt, stored as the kernel, `(N, C)`. The tokens before those of
 * the patches begin as the bias, `(C)`, which is the class token where there is one of them.
 */
export default {
  fields,
  inputs: 'one',
  extent: ({ before }, [{ height, width }]) => ({ height: before + height * width, width: 1 }),
  reach: (_layer, _input, _axis, { image }) => wholeImage(image),
  scaling: {
    shape: ({ before }, { height, width, channels }) => [before + height * width, channels],
    prepare({ before }, kernel, bias) {
      const added = tf.tidy(() => {
        const [tokens, channels] = kernel.shape as [number, number]
        const first = tf.tile(tf.reshape(bias, [1, channels]), [before, 1])
        const all = before === 0 ? kernel : tf.add(kernel, tf.concat([first, tf.zeros([tokens - before, channels])]))
        return tf.keep(tf.clone(all)) as tf.Tensor2D
      })
      return { added, dispose: () => added.dispose() }
    },
  },
  forward([x], { layer: { before }, weights: { added } }) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number]
    const patches = tf.reshape(x, [batch, height * width, channels])
    const all = before === 0 ? patches : tf.concat([tf.zeros([batch, before, channels]), patches], 1)
    return tf.expandDims(tf.add(all, added), 2)
  },
  backward({ layer: { before }, dy, input: { height, width, channels } }) {
    const patches = tf.slice(dy, [0, before, 0, 0], [dy.shape[0], height * width, 1, channels])
    return tf.reshape(patches, [dy.shape[0], height, width, channels])
  },
  double,
  words: ({ before }) =>
    `tokens of patches${before > 0 ? `, after ${before} of ${before > 1 ? 'their' : 'its'} own` : ''}`,
} satisfies Operation<Tokens, PreparedTokens>
