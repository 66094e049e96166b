import * as tf from '@tensorflow/tfjs-core'
import type { Score } from './classScore.ts'
import type { Pixels } from '../model/pixels.ts'

/** The score of each image of a batch, and its slope for every value of the image. */
export interface Slopes {
  scores: Float32Array
  /** `(H, W, C)` each, row by row, per unit of an image in [0, 1]. */
  gradients: Pixels[]
}

/** The score's gradient with respect to the images, `(B, H, W, C)`. Nothing is left on the device. */
export async function inputGradient(score: Score, images: tf.Tensor4D): Promise<Slopes> {
  let kept: tf.Tensor1D | undefined
  const gradient = tf.tidy(() =>
    tf.grad((x) => {
      const each = score(x as tf.Tensor4D)
      kept = tf.keep(tf.clone(each))
      return tf.sum(each)
    })(images),
  )
  try {
    const scores = (await kept!.data()) as Float32Array
    const values = (await gradient.data()) as Float32Array
    const [batch, height, width, depth] = images.shape
    const size = height * width * depth
    return {
      scores,
      gradients: Array.from({ length: batch }, (_, b) => ({
        height,
        width,
        values: values.slice(b * size, (b + 1) * size),
      })),
    }
  } finally {
    tf.dispose([gradient, kept!])
  }
}

/** The scores of images alone, `(B, H, W, C)` → B numbers. */
export async function scoresOf(score: Score, images: tf.Tensor4D): Promise<Float32Array> {
  const scores = tf.tidy(() => score(images))
  try {
    return (await scores.data()) as Float32Array
  } finally {
    scores.dispose()
  }
}
