/** The exercises of an article: `(slug) → exercises by name`, from `content/<slug>/exercises.ts`. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Exercise, Exercises } from '../src/model/exercise.ts'

// Which file it is the request says; its kind names it as a part, so that what is in it counts.
const load = createRequire(import.meta.url)

/** @throws Error where the article has no exercises, or none of that name */
export function readExercise(article: string, id: string): Exercise {
  const path = exercisesPath(article, id)
  const { exercises } = load(path) as { exercises?: Exercises }
  if (!exercises)
    throw new Error(
      `content/${article}/exercises.ts exports no exercises (write: export const exercises = { … } satisfies Exercises)`,
    )
  if (Object.hasOwn(exercises, id)) return exercises[id] as Exercise
  throw new Error(
    `unknown exercise: ${id} (content/${article}/exercises.ts has ${Object.keys(exercises).join(', ') || 'none'})`,
  )
}

/** @throws Error where the article has no exercises */
export function exercisesPath(article: string, id: string): string {
  const path = resolve('content', article, 'exercises.ts')
  if (/^[\w-]+$/.test(article) && existsSync(path)) return path
  throw new Error(
    `no exercises: <Exercise id="ex-${id}"> needs content/${article}/exercises.ts, which exports them by name`,
  )
}
