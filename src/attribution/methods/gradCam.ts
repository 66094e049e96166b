/**
 * Grad-CAM (Selvaraju et al. 2016, arXiv 1610.02391): the channels of a layer, each weighted by the mean
 * slope of the class score for it, summed and rectified.
 */
import * as tf from '@tensorflow/tfjs-core'
import { extents, receptiveField } from '../../model/geometry.ts'
import { placeless } from '../../vocabulary/network.ts'
import { latestActivations } from '../../model/latestActivations.ts'
import type { Model } from '../../model/model.ts'
import { above } from '../above.ts'
import { classScore } from '../classScore.ts'
import { inputGradient } from '../inputGradient.ts'
import { imageTensor, type Pixels } from '../../model/pixels.ts'
import type { Relevance } from '../relevance.ts'
import { tapped } from '../tap.ts'
import { upsample } from '../upsample.ts'
import { shared, type Method } from '../method.ts'

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
export async function gradCam(model: Model, index: number, layer: string, image: Pixels): Promise<GradCam> {
  const field = receptiveField(model.table, layer)
  if (placeless(field))
    throw new Error(
      `no map for Grad-CAM: ${layer} has no positions (allowed: a layer before the ${model.table.id}'s first global operation)`,
    )
  const { height, width, channels } = extents(model.table, image.height, image.width).get(layer)!
  const shape: Shape = [1, height, width, channels]
  const upper = above(model, layer)
  const { activation, slopes } = upper
    ? await fromAbove(model, upper, index, layer, image, shape)
    : await fromWhole(model, index, layer, image, shape)
  const weights = new Float32Array(channels)
  for (let i = 0; i < slopes.length; i++) weights[i % channels] += slopes[i] / (height * width)
  const values = new Float32Array(height * width)
  for (let i = 0; i < values.length; i++) {
    let sum = 0
    for (let c = 0; c < channels; c++) sum += weights[c] * activation[i * channels + c]
    values[i] = Math.max(0, sum)
  }
  const coarse = { height, width, values }
  return { weights, coarse, map: upsample(coarse, field, image) }
}

export const sharedGradCam = shared(({ model, index, layer, image }) => gradCam(model, index, layer, image))

export default {
  title: 'Grad-CAM',
  order: 6,
  refined: 'once',
  quickness: 1,
  signed: false,
  empty: 'nothing at {layer} speaks for {class}',
  map: async (given) => (await sharedGradCam(given)).map,
} satisfies Method

type Shape = [number, number, number, number]

/** A layer on an image: its values and the score's slope for each of them, `(H, W, C)` row by row. */
interface AtLayer {
  activation: Float32Array
  slopes: Float32Array
}

async function fromAbove(
  model: Model,
  upper: Model,
  index: number,
  layer: string,
  image: Pixels,
  shape: Shape,
): Promise<AtLayer> {
  const activation = (await latestActivations(model, image, [layer])).get(layer)!
  const values = tf.tensor4d(activation, shape)
  try {
    const { gradients } = await inputGradient(classScore(upper, index), values)
    return { activation, slopes: gradients[0].values }
  } finally {
    values.dispose()
  }
}

/** Where paths lead around the layer: the slope for something that is added to it. */
async function fromWhole(model: Model, index: number, layer: string, image: Pixels, shape: Shape): Promise<AtLayer> {
  let kept: tf.Tensor | undefined
  const slope = tf.tidy(() => {
    const pixels = imageTensor(image)
    const scoreWith = (added: tf.Tensor) => {
      const edited = tapped(model, layer, (x) => {
        kept = tf.keep(tf.clone(x))
        return tf.add(x, added)
      })
      return tf.sum(classScore(edited, index)(pixels))
    }
    return tf.grad(scoreWith)(tf.zeros(shape))
  })
  const [activation, slopes] = await Promise.all([kept!.data<'float32'>(), slope.data<'float32'>()])
  tf.dispose([kept!, slope])
  return { activation, slopes }
}
