/** What an attribution method is: one file `methods/<method>.ts`. */
import { imageTensor, type Pixels } from '../model/pixels.ts'
import type { Model } from '../model/model.ts'
import type { MethodWords } from '../vocabulary/method.ts'
import type { Score } from './classScore.ts'
import { inputGradient, type Slopes } from './inputGradient.ts'
import type { Refinement, Relevance } from './relevance.ts'

/** One image and one class, as every method gets them. */
export interface Given {
  model: Model
  image: Pixels
  /** The class's index, and its score. */
  index: number
  score: Score
  /** The layer of Grad-CAM. */
  layer: string
  seed: number
  /** Grey level in [0, 1] that stands for nothing. */
  baseline: number
  /** Fewer copies, points and squares: a third of the time, and no promise of completeness. */
  quick: boolean
  /** Pictures computed at once by the methods that take many; each has its own default. */
  batch?: number
}

/** How far the values of a map are from adding up to what they should. */
export interface Completeness {
  /** The sum of the map. */
  sum: number
  /** Score of the image minus score of the baseline: what the sum should be. */
  difference: number
  /** |sum − difference| / |difference|. */
  error: number
}

export type Refined = Refinement & { completeness?: Completeness }

export type Method = MethodWords &
  (
    | { refined: 'once'; map(given: Given): Promise<Relevance> }
    | { refined: 'steps'; steps(given: Given): AsyncGenerator<Refined, void, void> }
  )

/** What several methods read: computed once for each `Given`. */
export function shared<T>(compute: (given: Given) => Promise<T>): (given: Given) => Promise<T> {
  const kept = new WeakMap<Given, Promise<T>>()
  return (given) => {
    const found = kept.get(given) ?? compute(given)
    kept.set(given, found)
    return found
  }
}

/** A score's slopes on one image. */
export async function slopesOf(score: Score, image: Pixels): Promise<Slopes> {
  const images = imageTensor(image)
  try {
    return await inputGradient(score, images)
  } finally {
    images.dispose()
  }
}

/** The gradient of the score itself. */
export const plainGradient = shared(async ({ score, image }) => (await slopesOf(score, image)).gradients[0])
