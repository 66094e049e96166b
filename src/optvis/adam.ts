import * as tf from '@tensorflow/tfjs-core'

/** Parameters and Adam's two moments, all kept on the device between steps. */
export interface AdamState {
  parameters: tf.Tensor
  mean: tf.Tensor
  square: tf.Tensor
  step: number
}

export const adamStart = (parameters: tf.Tensor): AdamState => ({
  parameters: tf.keep(parameters),
  mean: tf.keep(tf.zerosLike(parameters)),
  square: tf.keep(tf.zerosLike(parameters)),
  step: 0,
})

export function adamDispose({ parameters, mean, square }: AdamState): void {
  tf.dispose([parameters, mean, square])
}

/**
 * One step of Adam (Kingma and Ba 2014, arXiv 1412.6980, Algorithm 1) up the gradient; disposes the
 * state it is given.
 */
export function adamAscend(
  state: AdamState,
  gradient: tf.Tensor,
  rate: number,
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {},
): AdamState {
  const step = state.step + 1
  const next = tf.tidy(() => {
    const mean = tf.add(tf.mul(state.mean, beta1), tf.mul(gradient, 1 - beta1))
    const square = tf.add(tf.mul(state.square, beta2), tf.mul(tf.square(gradient), 1 - beta2))
    const size = rate / (1 - beta1 ** step)
    const spread = tf.add(tf.sqrt(tf.mul(square, 1 / (1 - beta2 ** step))), epsilon)
    const parameters = tf.add(state.parameters, tf.div(tf.mul(mean, size), spread))
    return { parameters: tf.keep(parameters), mean: tf.keep(mean), square: tf.keep(square), step }
  })
  adamDispose(state)
  return next
}
