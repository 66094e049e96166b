/** The exercises of the articles: each article's are loaded when one is answered. */
import { answerOf, type Exercise, type Exercises } from '../../model/exercise.ts'
import type { Model } from '../../model/model.ts'
import type { FigureState } from '../../vocabulary/judging.ts'

const files = import.meta.glob<{ exercises: Exercises }>('/content/*/exercises.ts')

export interface ExerciseAsked {
  /** Slug of the article. */
  article: string
  /** As in its `exercises.ts`. */
  name: string
  /** What the figure shows, for an exercise that is done in one. */
  state?: FigureState
}

/**
 * @param networkNamed another network of the site
 * @throws Error where the article has no such exercise
 */
export async function answer(
  model: Model,
  { article, name, state }: ExerciseAsked,
  networkNamed: (id: string) => Promise<Model>,
): Promise<number | number[]> {
  const exercise = (await files[`/content/${article}/exercises.ts`]?.())?.exercises[name]
  if (!exercise) throw new Error(`${article} does not ask ${name} any more; reload the page`)
  const beside =
    exercise.asks === 'choice' && exercise.beside !== undefined ? await networkNamed(exercise.beside) : model
  return answerOf(model, exercise as Exercise, state, beside)
}
