import * as tf from '@tensorflow/tfjs'
import { createRng } from '../../src/vocabulary/rng.ts'

/**
 * The relative error of a gradient, as a derivative along a seeded direction against a central
 * difference of `step`. The scalar differentiated is the output times fixed noise, summed in double
 * precision.
 */
export function directionalError(f: (x: tf.Tensor) => tf.Tensor, at: tf.Tensor, step: number, seed = 1): number {
  const rng = createRng(seed, 'direction')
  const direction = rng.normals(at.size)
  const output = tf.tidy(() => f(at).shape)
  const weights = rng.normals(output.reduce((a, b) => a * b))
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    let total = 0
    for (let i = 0; i < a.length; i++) total += a[i] * b[i]
    return total
  }
  const value = (h: number) =>
    tf.tidy(() => {
      const moved = tf.add(
        at,
        tf.tensor(
          direction.map((d) => h * d),
          at.shape,
        ),
      )
      return dot(f(moved).dataSync(), weights)
    })
  const gradient = tf.tidy(() =>
    tf
      .grad((x: tf.Tensor) => tf.sum(tf.mul(f(x), tf.tensor(weights, output))))(at)
      .dataSync(),
  )
  const difference = (value(step) - value(-step)) / (2 * step)
  return Math.abs(dot(gradient, direction) - difference) / Math.abs(difference)
}
