/** What the network takes a picture for. */
import { forward } from '../model/forward.ts'
import type { Model } from '../model/model.ts'
import { classesOf } from './classScore.ts'
import { imageTensor, type Pixels } from '../model/pixels.ts'

export interface Guess {
  index: number
  logit: number
  /** The class's share of the softmax over all classes. */
  probability: number
}

/** The classes with the largest logits, the largest first. */
export async function classify(model: Model, image: Pixels, count = 5): Promise<Guess[]> {
  const { layer } = classesOf(model.table)
  const pixels = imageTensor(image)
  const logits = forward(model)(pixels, [layer])[layer]
  const values = [...(await logits.data())]
  pixels.dispose()
  logits.dispose()
  const most = Math.max(...values)
  const total = values.reduce((sum, logit) => sum + Math.exp(logit - most), 0)
  return values
    .map((logit, index) => ({ index, logit, probability: Math.exp(logit - most) / total }))
    .sort((a, b) => b.logit - a.logit)
    .slice(0, count)
}
