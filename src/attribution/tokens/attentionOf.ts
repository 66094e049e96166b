/** `attentionOf(model, image, index)` → every block's attention on an image, and a class's slope for it. */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../../model/forward.ts'
import { extents } from '../../model/geometry.ts'
import type { Model } from '../../model/model.ts'
import { imageTensor, type Pixels } from '../../model/pixels.ts'
import { classScore } from '../classScore.ts'
import { tapped } from '../tap.ts'

/** Of one layer, `(N, N, h)` row by row: query, key, head. */
export interface LayerAttention {
  layer: string
  tokens: number
  heads: number
  values: Float32Array
  /** The slope of the class's logit; absent where no class was given. */
  slopes?: Float32Array
}

/** @param layers that hold attention's probabilities */
export async function attentionOf(
  model: Model,
  layers: readonly string[],
  image: Pixels,
  index?: number,
): Promise<LayerAttention[]> {
  const sizes = extents(model.table)
  const shapes = layers.map((layer) => {
    const { height, width, channels } = sizes.get(layer)!
    return [1, height, width, channels] as [number, number, number, number]
  })
  const [values, slopes] = tf.tidy(() => {
    const pixels = imageTensor(image)
    const activations = forward(model)(pixels, layers)
    const found = layers.map((layer) => activations[layer])
    if (index === undefined) return [found, []]
    const score = (...added: tf.Tensor[]) => {
      const edited = layers.reduce((each, layer, i) => tapped(each, layer, (x) => tf.add(x, added[i])), model)
      return tf.sum(classScore(edited, index)(pixels))
    }
    return [found, tf.grads(score)(shapes.map((shape) => tf.zeros(shape)))]
  })
  try {
    const read = (tensors: tf.Tensor[]) => Promise.all(tensors.map((tensor) => tensor.data<'float32'>()))
    const [all, given] = await Promise.all([read(values), read(slopes)])
    return layers.map((layer, i) => ({
      layer,
      tokens: shapes[i][1],
      heads: shapes[i][3],
      values: all[i],
      ...(given.length > 0 && { slopes: given[i] }),
    }))
  } finally {
    tf.dispose([values, slopes])
  }
}
