/** Through which channels of the layer below pictures excite a unit. */
import * as tf from '@tensorflow/tfjs-core'
import type { Model } from '../../model/model.ts'
import { channelContributionsOf } from './channelContributions.ts'

/** @param images RGB in [0, 1], row by row, one after the other: what the unit sees, no more */
export const imageContributions = (
  model: Model,
  unit: string,
  { images, height, width }: { images: Float32Array; height: number; width: number },
): Promise<Float32Array[]> =>
  channelContributionsOf(model, unit).of(() =>
    tf.tensor4d(images, [images.length / (3 * height * width), height, width, 3]),
  )
