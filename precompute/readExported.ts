/** What an article's `claims.ts` and `exercises.ts` export, which its figures name. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Claim } from '../src/model/claim.ts'
import type { Exercise } from '../src/model/exercise.ts'

interface Exported {
  claim: Claim
  exercise: Exercise
}

/** The file and its export, the type that it satisfies, the element that asks for one, and what it is found by. */
const MODULES = {
  claim: { file: 'claims', type: 'Claims', element: '<Claim id="claim-', by: 'id' },
  exercise: { file: 'exercises', type: 'Exercises', element: '<Exercise id="ex-', by: 'name' },
} as const

// Which file it is the request says; its kind names it as a part, so that what is in it counts.
const load = createRequire(import.meta.url)

/** @throws Error where the article has none, or none of that name */
export function readExported<K extends keyof Exported>(kind: K, article: string, id: string): Exported[K] {
  const { file, type } = MODULES[kind]
  const path = exportedPath(kind, article, id)
  const found = (load(path) as Record<string, Readonly<Record<string, Exported[K]>> | undefined>)[file]
  if (!found)
    throw new Error(
      `content/${article}/${file}.ts exports no ${file} (write: export const ${file} = { … } satisfies ${type})`,
    )
  if (Object.hasOwn(found, id)) return found[id]
  throw new Error(
    `unknown ${kind}: ${id} (content/${article}/${file}.ts has ${Object.keys(found).join(', ') || 'none'})`,
  )
}

/** @throws Error where the article has no such file */
export function exportedPath(kind: keyof Exported, article: string, id: string): string {
  const { file, element, by } = MODULES[kind]
  const path = resolve('content', article, `${file}.ts`)
  if (/^[\w-]+$/.test(article) && existsSync(path)) return path
  throw new Error(`no ${file}: ${element}${id}"> needs content/${article}/${file}.ts, which exports them by ${by}`)
}
