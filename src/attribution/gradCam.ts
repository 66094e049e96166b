/**
 * Grad-CAM (Selvaraju et al. 2016, arXiv 1610.02391): the channels of a layer, each weighted by the mean
 * slope of the class score for it, summed and rectified.
 */
import * as tf from '@tensorflow/tfjs-core'
import { extents, receptiveField } from '../model/geometry.ts'
import { latestActivations } from '../model/latestActivations.ts'
import type { Model } from '../model/model.ts'
import { above } from './above.ts'
import { classScore } from './classScore.ts'
import { inputGradient } from './inputGradient.ts'
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
  const { height, width, depth, a, g } = await atLayer(model, index, layer, image)
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

/** A layer on an image: its values and the score's slope for each of them, `(H, W, C)` row by row. */
interface Layer {
  height: number
  width: number
  depth: number
  a: Float32Array
  g: Float32Array
}

async function atLayer(model: Model, index: number, layer: string, image: Pixels): Promise<Layer> {
  const { height, width, channels } = extents(model.table, image.height, image.width).get(layer)!
  const shape = [1, height, width, channels] as const
  const upper = above(model, layer)
  const [a, g] = upper
    ? await slopesAbove(
        upper,
        index,
        (await latestActivations(model, image, [layer])).get(layer)!,
        [...shape],
      )
    : await slopesThrough(model, index, layer, image, [...shape])
  return { height, width, depth: channels, a, g }
}

type Shape = [number, number, number, number]

async function slopesAbove(upper: Model, index: number, a: Float32Array, shape: Shape) {
  const values = tf.tensor4d(a, shape)
  try {
    const { gradients } = await inputGradient(classScore(upper, index), values)
    return [a, gradients[0]!.values as Float32Array] as const
  } finally {
    values.dispose()
  }
}

/** Where paths lead around the layer: the slope for something that is added to it. */
async function slopesThrough(
  model: Model,
  index: number,
  layer: string,
  image: Pixels,
  shape: Shape,
) {
  let activation: tf.Tensor | undefined
  const slope = tf.tidy(() => {
    const pixels = imageTensor(image)
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
    return tf.grad(scoreWith)(tf.zeros(shape))
  })
  const found = (await Promise.all([activation!.data(), slope.data()])) as [Float32Array, Float32Array] // prettier-ignore
  tf.dispose([activation!, slope])
  return found
}
