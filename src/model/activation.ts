/** What smooth and bounded nonlinearities share: each file of `ops` says its value and its slope. */
import * as tf from '@tensorflow/tfjs-core'
import type { Fields } from './fields.ts'
import type { Backward, LayerOf, Operation, Prepared } from './operation.ts'
import { withGradient } from './withGradient.ts'

interface Activation<F extends Fields> {
  fields: F
  /** Elementwise, of any shape whose last axis is that of channels. */
  value(x: tf.Tensor, layer: LayerOf<F>): tf.Tensor
  /** Its derivative, elementwise. */
  derivative(x: tf.Tensor, layer: LayerOf<F>): tf.Tensor
  /** The mean of the slopes far on both sides; the slope at zero where it is flat on both. */
  half: number | ((layer: LayerOf<F>) => number | tf.Tensor)
  words(layer: LayerOf<F>): string
  objection?: Operation<LayerOf<F>>['objection']
}

/** The operation of a nonlinearity, with its own gradient on every backend. */
export function activation<F extends Fields>(given: Activation<F>): Operation<LayerOf<F>> {
  const { fields, value, derivative, half, words, objection } = given
  return {
    fields,
    inputs: 'one',
    ...(objection && { objection }),
    forward: ([x], { layer }) =>
      withGradient(
        x,
        (input) => value(input, layer),
        (dy, input) => tf.mul(dy, derivative(input, layer)),
      ),
    backward({ layer, dy, standIns, given: activations }: Backward<LayerOf<F>, Prepared>) {
      if (standIns.relu === 'identity') return dy
      if (standIns.relu === 'half') return tf.mul(dy, typeof half === 'number' ? half : half(layer))
      return tf.mul(dy, derivative(activations(), layer))
    },
    needsValues: ({ relu }) => relu === 'true',
    words,
  }
}

/** 1 where it holds, else 0. */
export const where = (condition: tf.Tensor): tf.Tensor => tf.cast(condition, 'float32')
