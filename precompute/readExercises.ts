/** The exercises of an article: `(slug) → exercises by name`, from `content/<slug>/exercises.ts`. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Exercise, Exercises } from '../src/model/exercise.ts'
import { createModuleCache } from './moduleCache.ts'
import { versionOf } from './version.ts'

const root = join(import.meta.dirname, '..')
// Which file it is the request says, and `exercisesDigest` counts what is in it.
const load = createRequire(import.meta.url)
const digests = new Map<string, string>()

/** @throws Error where the article has no exercises, or none of that name */
export function readExercise(article: string, id: string): Exercise {
  const path = found(article, id)
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

/** Hash of what the answers of an article are computed by: its file, what it imports, and the numeric dependencies. */
export function exercisesDigest(article: string, id: string): string {
  const path = found(article, id)
  const digest = digests.get(path) ?? versionOf(path, root, createModuleCache('.precompute/modules.json')).hash
  digests.set(path, digest)
  return digest
}

function found(article: string, id: string): string {
  const path = resolve('content', article, 'exercises.ts')
  if (/^[\w-]+$/.test(article) && existsSync(path)) return path
  throw new Error(
    `no exercises: <Exercise id="ex-${id}"> needs content/${article}/exercises.ts, which exports them by name`,
  )
}
