/** Joins the directories that parts of a plan were rendered into, every hash checked. */
import { join } from 'node:path'
import { describeRequest } from '../src/artifacts/kinds.ts'
import { MANIFEST_FILE, type Row } from '../src/artifacts/manifest.ts'
import { openDirectory, type Directory } from './directory.ts'
import { EXIT, Failure } from './failure.ts'
import type { FileEffects } from './files.ts'
import type { Item } from './plan.ts'

export interface Merged {
  taken: Row[]
  /** Rows of the parts whose files are not as recorded, or not what the plan asks for: not taken. */
  refused: { part: string; row: Row; reason: string }[]
}

/**
 * Takes from the parts what the plan wants and `directory` lacks.
 * @throws Failure for a part without a manifest, or two parts that disagree about an artifact
 */
export function merge(
  items: readonly Item[],
  directory: Directory,
  parts: readonly string[],
  files: FileEffects,
): Merged {
  const merged: Merged = { taken: [], refused: [] }
  const wanted = new Map(items.map((item) => [item.id, item]))
  const sources = new Map<string, { part: Directory; row: Row }>()
  for (const path of parts) {
    if (!files.read(join(path, MANIFEST_FILE)))
      throw new Failure(
        EXIT.input,
        `no part: ${path} holds no ${MANIFEST_FILE}`,
        'Render it first, as in: npm run precompute -- --shard 3/16 --out parts/3',
      )
    const part = openDirectory(path, files)
    for (const row of part.rows()) {
      const reason = wanted.has(row.id) ? part.damage(row) : 'no article asks for it as it is now'
      if (reason !== undefined) merged.refused.push({ part: path, row, reason })
      else sources.set(row.id, agreed(sources.get(row.id), { part, row }))
    }
  }
  const lacking = [...sources.values()].filter(({ row }) => wanted.get(row.id)!.state !== 'present')
  if (lacking.length > 0) merged.taken = directory.commit(lacking.map(({ part, row }) => part.finished(row)))
  return merged
}

interface Source {
  part: Directory
  row: Row
}

function agreed(known: Source | undefined, found: Source): Source {
  if (!known || JSON.stringify(known.row) === JSON.stringify(found.row)) return found
  throw new Failure(
    EXIT.input,
    `two parts differ in the ${describeRequest(found.row.request)}: ${known.part.path} and ${found.part.path}`,
    'Were they rendered on different backends? Leave one of them out, and render the rest after the merge.',
  )
}
