/** The exercises of the articles, as the worker finds them: each article's are loaded when one is answered. */
import { answerOf, type Exercise, type Exercises } from '../model/exercise.ts'
import type { FigureState } from '../vocabulary/judging.ts'
import type { Model } from '../model/model.ts'

const files = import.meta.glob<{ exercises: Exercises }>('../../content/*/exercises.ts')

export interface ExerciseArguments {
  /** Slug of the article. */
  article: string
  name: string
  /** What the figure shows, for an exercise that is done in one. */
  state?: FigureState
}

/** @throws Error where the article has no such exercise */
export async function answerExercise(
  model: Model,
  { article, name, state }: ExerciseArguments,
): Promise<number | number[]> {
  const found = await files[`../../content/${article}/exercises.ts`]?.()
  const exercise = found?.exercises[name]
  if (!exercise) throw new Error(`unknown exercise: ${name} of ${article}; reload the page`)
  return answerOf(model, exercise as Exercise, state)
}
