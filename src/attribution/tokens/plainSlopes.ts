/** `plainSlopes(model, image, index)` → the slope of a class's logit for each number of the image, `H·W·C`. */
import type { Model } from '../../model/model.ts'
import { imageTensor, type Pixels } from '../../model/pixels.ts'
import { classScore } from '../classScore.ts'
import { inputGradient } from '../inputGradient.ts'

export async function plainSlopes(model: Model, image: Pixels, index: number): Promise<Float32Array> {
  const images = imageTensor(image)
  try {
    return (await inputGradient(classScore(model, index), images)).gradients[0].values
  } finally {
    images.dispose()
  }
}
