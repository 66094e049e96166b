/**
 * The code that answers a request: that of its kind, and of what it names in the registries. A family of stimuli,
 * a method or an operation that it does not name makes it stale under no circumstances.
 */
import { join } from 'node:path'
import type { Request } from '../src/artifacts/request.ts'
import { readingsOf } from '../src/artifacts/kinds.ts'
import type { LayerTable } from '../src/vocabulary/layerTable.ts'
import { codeOf } from './kinds.ts'
import { exportedPath } from './readExported.ts'

const SOURCE = join(import.meta.dirname, '../src')

/** The folders of the registries, by the fields of a request that name members of them. */
const REGISTRIES: Readonly<Record<string, string>> = {
  families: 'stimuli/families',
  family: 'stimuli/families',
  stimulus: 'stimuli/families',
  methods: 'attribution/methods',
  tokenMethods: 'attribution/tokens/methods',
  symmetry: 'circuits/symmetry/symmetries',
}

/** Names of members; a family may also be one of units, as in `conv4/39`, and of what the network holds. */
const namesIn = (value: unknown): string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string' && !each.includes('/'))

/** Paths of the modules whose definitions decide an artifact's bytes, those of its kind first. */
export function codeFor(request: Request, table: LayerTable): string[] {
  const named = Object.entries(REGISTRIES).flatMap(([field, folder]) =>
    namesIn(request[field]).map((name) => join(SOURCE, folder, `${name}.ts`)),
  )
  const operations = [...new Set(table.layers.map(({ op }) => op))].sort()
  const articles = readingsOf(request).flatMap(([name, article, id]) =>
    name === 'claim' || name === 'exercise' ? exportedPath(name, article, id) : [],
  )
  return [
    ...codeOf(request.kind),
    ...operations.map((op) => join(SOURCE, 'model/ops', `${op}.ts`)),
    ...named,
    ...articles,
  ]
}
