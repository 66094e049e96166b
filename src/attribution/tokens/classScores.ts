/** `classScores(model, image)` → the logit of every class. */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../../model/forward.ts'
import type { Model } from '../../model/model.ts'
import { imageTensor, type Pixels } from '../../model/pixels.ts'
import { classesOf } from '../classScore.ts'

export async function classScores(model: Model, image: Pixels): Promise<Float32Array> {
  const { layer } = classesOf(model.table)
  const logits = tf.tidy(() => forward(model)(imageTensor(image), [layer])[layer])
  try {
    return await logits.data<'float32'>()
  } finally {
    logits.dispose()
  }
}
