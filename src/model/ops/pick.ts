import * as tf from '@tensorflow/tfjs-core'
import { list, wholeFrom } from '../fields.ts'
import type { LayerOf, Operation } from '../operation.ts'
import { withGradient } from '../withGradient.ts'

/** For each channel the one of the input that it is, −1 for zeros. */
const fields = { channels: list(wholeFrom(-1), 1, 'a channel of the input for each, or −1 for zeros') }

export type Pick = LayerOf<typeof fields>

/** `(C, picked)`, ones and zeros. */
function selection(channels: number[], inputs: number): tf.Tensor2D {
  const values = new Float32Array(inputs * channels.length)
  channels.forEach((from, to) => {
    if (from >= 0) values[from * channels.length + to] = 1
  })
  return tf.tensor2d(values, [inputs, channels.length])
}

const product = (x: tf.Tensor, matrix: tf.Tensor2D): tf.Tensor => {
  const flat = tf.reshape(x, [-1, matrix.shape[0]]) as tf.Tensor2D
  return tf.reshape(tf.matMul(flat, matrix), [...x.shape.slice(0, -1), matrix.shape[1]])
}

/** A product with ones and zeros, as fast as any gather on WASM, and with a gradient there. */
const pick = (x: tf.Tensor, channels: number[]): tf.Tensor => {
  // Made anew for the gradient: a `tf.tidy` around the forward pass frees the first.
  const matrix = () => selection(channels, x.shape.at(-1)!)
  return withGradient(
    x,
    (input) => product(input, matrix()),
    (dy) => product(dy, tf.transpose(matrix())),
  )
}

/** Channels of the input, some of them, in another order, or with zeros among them. */
export default {
  fields,
  inputs: 'one',
  channels: ({ channels }) => channels.length,
  objection: ({ channels }, [input]) => {
    const beyond = channels.find((each) => each >= input.channels)
    return beyond === undefined ? undefined : `no channel ${beyond} of ${input.channels}`
  },
  forward: ([x], { layer }) => pick(x, layer.channels),
  backward: ({ layer, pull }) => pull((x) => pick(x, layer.channels) as tf.Tensor4D),
  words: ({ channels }) =>
    channels.includes(-1) ? 'channels of its input, and channels of zeros' : 'channels of its input',
} satisfies Operation<Pick>
