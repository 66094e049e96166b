/** What is to be done: `(requests, directory) → items`, each up to date, missing, stale or damaged. */
import type { Batching } from '../src/artifacts/compute.ts'
import { needsOf, readingsOf } from '../src/artifacts/kinds.ts'
import type { Row } from '../src/artifacts/manifest.ts'
import type { Reading } from '../src/artifacts/reading.ts'
import { requestKey, type Request } from '../src/artifacts/request.ts'
import { networkHash, rowId, sourcesHash, type Origin } from '../src/artifacts/trust/identity.ts'
import type { LayerTable } from '../src/vocabulary/layerTable.ts'
import type { Directory } from './directory.ts'
import type { Kinds } from './kinds.ts'
import type { TableOf, Wanted } from './requests.ts'
import type { Version } from './version.ts'

export interface Item extends Origin {
  wantedBy: string[]
  /** Of the row that answers it. */
  id: string
  state: 'present' | 'missing' | 'stale' | 'damaged' | 'forced'
  /** Why it is stale or damaged, in words. */
  reason?: string
  /** Estimated operations. */
  flop: number
  /** How it is computed together with others. */
  batching?: Batching
}

/** What an artifact is after, besides its request. */
export interface Sources {
  kinds: Kinds
  /** What the code that answers a request is; called for each, so that it has to remember. */
  versionOf: (request: Request, table: LayerTable) => Version
  /** What tells that a reading has changed. */
  digestOf: (reading: Reading) => string
  tableOf: TableOf
}

/**
 * Items in the order of what is wanted.
 * @param wanted each after what it is assembled from
 */
export function makePlan(
  wanted: readonly Wanted[],
  directory: Pick<Directory, 'row' | 'brokenRow' | 'damage'>,
  { kinds, versionOf, digestOf, tableOf }: Sources,
  { force = false } = {},
): Item[] {
  const ids = new Map<string, string>()
  return wanted.map(({ request, wantedBy }) => {
    const table = tableOf(request.model)
    const { flop, batching } = kinds[request.kind] ?? {}
    const needs = sourcesHash(needsOf(request).map((need) => ids.get(requestKey(need))!))
    const reads = sourcesHash(readingsOf(request).map(digestOf))
    const { hash: version, dependencies } = versionOf(request, table)
    const { sha256: weights } = table.weights
    const sources = { ...(needs && { needs }), ...(reads && { reads }) }
    const origin: Origin = { request, weights, network: networkHash(table), version, dependencies, ...sources }
    const id = rowId(origin)
    ids.set(requestKey(request), id)
    const found = stateOf(directory, { ...origin, id })
    const state = force && found.state === 'present' ? 'forced' : found.state
    const estimated = flop?.(request, table) ?? 0
    return { ...origin, id, wantedBy, ...found, state, flop: estimated, batching }
  })
}

export const isToDo = ({ state }: Item): boolean => state !== 'present'

/** The rows that no item answers. */
export function orphans(rows: readonly Row[], items: readonly Item[]): Row[] {
  const wanted = new Set(items.map(({ request }) => requestKey(request)))
  return rows.filter(({ request }) => !wanted.has(requestKey(request)))
}

function stateOf(
  directory: Pick<Directory, 'row' | 'brokenRow' | 'damage'>,
  expected: Origin & { id: string },
): Pick<Item, 'state' | 'reason'> {
  const { request } = expected
  const row = directory.row(request)
  if (!row) {
    const broken = directory.brokenRow(request)
    return broken ? { state: 'damaged', reason: broken.reason } : { state: 'missing' }
  }
  if (row.weights !== expected.weights)
    return { state: 'stale', reason: `the weights of ${request.model} have changed` }
  if (row.network !== expected.network) return { state: 'stale', reason: `the layers of ${request.model} have changed` }
  if (row.version !== expected.version) return { state: 'stale', reason: 'the code that makes it has changed' }
  // Of a row that can be trusted, the id says the rest.
  if (row.id !== expected.id) return { state: 'stale', reason: 'what it is made from has changed' }
  const damage = directory.damage(row)
  return damage ? { state: 'damaged', reason: damage } : { state: 'present' }
}
