import * as tf from '@tensorflow/tfjs-core'
import { size } from '../fields.ts'
import { wholeImage } from '../reach.ts'
import type { LayerOf, Operation } from '../operation.ts'

const fields = { height: size, width: size, channels: size }

export type Reshape = LayerOf<typeof fields>

/** The same numbers in the same order, row by row and channel by channel, in another shape. */
export default {
  fields,
  inputs: 'one',
  extent: ({ height, width }) => ({ height, width }),
  reach: (_layer, _input, _axis, { image }) => wholeImage(image),
  channels: ({ channels }) => channels,
  objection({ height, width, channels }, [input]) {
    const [found, wanted] = [input.height * input.width * input.channels, height * width * channels]
    return found === wanted ? undefined : `${found} numbers are not ${height}×${width}×${channels}`
  },
  forward: ([x], { layer: { height, width, channels } }) => tf.reshape(x, [x.shape[0], height, width, channels]),
  backward: ({ dy, input: { height, width, channels } }) => tf.reshape(dy, [dy.shape[0], height, width, channels]),
  words: ({ height, width, channels }) => `the same numbers as ${height} × ${width} × ${channels}`,
} satisfies Operation<Reshape>
