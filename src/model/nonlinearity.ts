/**
 * Stand-ins for the ReLU: `(x, slope) => y`, elementwise; `slope` is that of the negative side
 * (0 for a ReLU, the layer's own for a leaky one).
 */
import * as tf from '@tensorflow/tfjs-core'
import type { StandIns } from './standIns.ts'
import { withGradient } from './withGradient.ts'

export type Nonlinearity = <T extends tf.Tensor>(x: T, slope: number) => T

/** The network's own. */
export const relu: Nonlinearity = (x, slope) => (slope === 0 ? tf.relu(x) : tf.leakyRelu(x, slope))

/** The identity: the network linearized with every unit open. */
export const linear: Nonlinearity = (x) => x

/**
 * A ReLU whose gradient, for an image of the batch through which none would flow, is let through
 * wherever it would raise a negative input. It lets ascent leave a region where the unit is silent.
 * After Lucid's `redirected_relu_grad`, with the sign of ascent on a score rather than descent on a loss.
 */
export const redirectedRelu: Nonlinearity = <T extends tf.Tensor>(x: T, slope: number) =>
  withGradient(
    x,
    (input): T => relu(input, slope),
    (dy, input): T => {
      const open = tf.cast(tf.greater(input, 0), 'float32')
      const own = tf.mul(dy, tf.add(open, tf.mul(slope, tf.sub(1, open))))
      const axes = Array.from({ length: input.rank - 1 }, (_, i) => i + 1)
      const flows = tf.cast(tf.greater(tf.sum(tf.abs(own), axes, true), 0), 'float32')
      const raising = tf.mul(tf.relu(dy), tf.sub(1, open))
      return tf.add(own, tf.mul(tf.sub(1, flows), raising))
    },
  )

/**
 * The gradient of a nonlinearity's input by its stand-in: slope 1, the mean of the slopes on both sides, or the slope
 * at the given activations.
 */
export function throughSlope(
  { dy, standIns, given }: { dy: tf.Tensor4D; standIns: StandIns; given(): tf.Tensor4D },
  slope: number,
): tf.Tensor4D {
  if (standIns.relu === 'identity') return dy
  if (standIns.relu === 'half') return tf.mul(dy, (1 + slope) / 2)
  const open = tf.cast(tf.greater(given(), 0), 'float32')
  return tf.mul(dy, tf.add(slope, tf.mul(1 - slope, open)))
}
