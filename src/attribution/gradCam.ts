/**
 * Grad-CAM (Selvaraju et al. 2016, arXiv 1610.02391): the channels of a layer, each weighted by the mean
 * slope of the class score for it, summed and rectified.
 */
import * as tf from '@tensorflow/tfjs-core'
import { extents, receptiveField } from '../model/geometry.ts'
import type { Model } from '../model/model.ts'
import { classScore } from './classScore.ts'
import { imageTensor, type Pixels, type Relevance } from './relevance.ts'
import { tapped } from './tap.ts'
import { upsample } from './upsample.ts'

export interface GradCam {
  /** One per channel: the mean over positions of the score's slope for it. */
  weights: Float32Array
  /** At the layer's own resolution, not negative. */
  coarse: Relevance
  /** At the image's, by bilinear interpolation between the centres of the units' receptive fields. */
  map: Relevance
}

/**
 * @param layer any layer with positions, as in `conv7`
 * @throws Error where the layer is unknown or has no positions
 */
export async function gradCam(
  model: Model,
  index: number,
  layer: string,
  image: Pixels,
): Promise<GradCam> {
  const field = receptiveField(model.table, layer)
  if (field.stride === 0)
    throw new Error(
      `no map for Grad-CAM: ${layer} has no positions (allowed: a layer before the ${model.table.id}'s first global operation)`,
    )
  const { activation, slope } = atLayer(model, index, layer, image)
  const [, height, width, depth] = activation.shape
  const [a, g] = (await Promise.all([activation.data(), slope.data()])) as [
    Float32Array,
    Float32Array,
  ]
  tf.dispose([activation, slope])
  const weights = new Float32Array(depth)
  for (let i = 0; i < g.length; i++) weights[i % depth]! += g[i]! / (height * width)
  const values = new Float32Array(height * width)
  for (let i = 0; i < values.length; i++) {
    let sum = 0
    for (let c = 0; c < depth; c++) sum += weights[c]! * a[i * depth + c]!
    values[i] = Math.max(0, sum)
  }
  const coarse = { height, width, values }
  return { weights, coarse, map: upsample(coarse, field, image) }
}

/** A layer's values and the score's slope for each of them, `(1, H, W, C)`; the caller disposes them. */
function atLayer(model: Model, index: number, layer: string, image: Pixels) {
  return tf.tidy(() => {
    const pixels = imageTensor(image)
    let activation: tf.Tensor | undefined
    // The slope for the layer is that for something added to it; the gradient goes no deeper.
    const scoreWith = (added: tf.Tensor) =>
      tf.sum(
        classScore(
          tapped(model, layer, (x) => {
            activation = tf.keep(tf.clone(x))
            return tf.add(x, added)
          }),
          index,
        )(pixels),
      )
    const { height, width, channels } = extents(model.table, image.height, image.width).get(layer)!
    const slope = tf.grad(scoreWith)(tf.zeros([1, height, width, channels]))
    return { activation: activation as tf.Tensor4D, slope: slope as tf.Tensor4D }
  })
}
