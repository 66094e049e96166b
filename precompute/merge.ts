/** Joins the directories that parts of a plan were rendered into: every row tied to its request, every hash checked. */
import { describeRequest } from '../src/artifacts/kinds.ts'
import { MANIFEST_FILE, type Row } from '../src/artifacts/manifest.ts'
import { requestKey } from '../src/artifacts/request.ts'
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
    const part = openPart(path, files)
    for (const { row, reason } of part.broken()) merged.refused.push({ part: path, row, reason })
    for (const row of part.rows()) {
      const item = wanted.get(row.id)
      const isWanted = item && requestKey(item.request) === requestKey(row.request)
      const reason = isWanted ? part.damage(row) : 'no article asks for it as it is now'
      if (reason !== undefined) merged.refused.push({ part: path, row, reason })
      else sources.set(row.id, agreed(sources.get(row.id), { part, row }))
    }
  }
  const lacking = [...sources.values()].filter(({ row }) => wanted.get(row.id)!.state !== 'present')
  if (lacking.length > 0) merged.taken = directory.commit(lacking.map(({ part, row }) => part.finished(row)))
  return merged
}

/** @throws Failure where it has no manifest, or one that cannot be read */
function openPart(path: string, files: FileEffects): Directory {
  const remedy = 'as in: npm run precompute -- --shard 3/16 --out parts/3'
  try {
    if (files.list(path).includes(MANIFEST_FILE)) return openDirectory(path, files)
  } catch (error) {
    const [what] = (error as Error).message.split('\n')
    throw new Failure(EXIT.input, `no part: ${what}`, `Nothing was taken. Render it again, ${remedy}`)
  }
  throw new Failure(EXIT.input, `no part: ${path} holds no ${MANIFEST_FILE}`, `Render it first, ${remedy}`)
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
