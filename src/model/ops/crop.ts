import * as tf from '@tensorflow/tfjs-core'
import { optional, padding, strides } from '../fields.ts'
import type { LayerOf, Operation } from '../operation.ts'
import { surrounded } from '../surrounded.ts'
import { strideWords } from '../../vocabulary/strideWords.ts'
import { withPositions } from '../withPositions.ts'

/** Rows and columns cut off, or zeros added where `around` is above zero; then every so many that the stride says. */
const fields = {
  cut: optional(padding, [0, 0, 0, 0]),
  around: optional(padding, [0, 0, 0, 0]),
  stride: optional(strides, [1, 1]),
}

export type Crop = LayerOf<typeof fields>

const taken = (x: tf.Tensor4D, [down, across]: [number, number], around: readonly [number, number, number, number]) => {
  const whole = around.every((each) => each === 0) ? x : surrounded(x, around)
  if (down * across === 1) return whole
  // A mean of windows of one, which has a gradient everywhere.
  return tf.avgPool(whole, 1, [down, across], 'valid')
}

/** A part of the positions of its input, or zeros around them. */
export default {
  fields,
  inputs: 'one',
  passes: 'kept',
  window: ({ cut, around, stride }) => ({
    extent: [1, 1],
    stride,
    padding: around.map((added, i) => added - cut[i]) as [number, number, number, number],
    dilation: 1,
  }),
  forward: ([x], { layer, padding }) => taken(withPositions(x), layer.stride, padding as Crop['cut']),
  backward: ({ layer, padding, pull }) => pull((x) => taken(x, layer.stride, padding as Crop['cut'])),
  words({ cut, around, stride }) {
    const words = Math.max(...around) > 0 ? 'zeros around its input' : 'a part of its input'
    return `${Math.max(...cut, ...around) === 0 ? 'positions of its input' : words}${strideWords(stride)}`
  },
} satisfies Operation<Crop>
