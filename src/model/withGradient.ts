import * as tf from '@tensorflow/tfjs-core'

/**
 * Computes `value(x)`, with `gradient(dy, x)` as the gradient that reaches `x`. A typed `tf.customGrad`
 * of one argument that also saves `x`, so that `tf.tidy` around the forward pass cannot dispose it.
 */
export function withGradient<X extends tf.Tensor, Y extends tf.Tensor>(
  x: X,
  value: (x: X) => Y,
  gradient: (dy: Y, x: X) => X,
): Y {
  return tf.customGrad((...args) => {
    const [input, save] = args as unknown as [X, tf.GradSaveFunc]
    save([input])
    return {
      value: value(input),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => gradient(dy as Y, saved as X),
    }
  })(x)
}
