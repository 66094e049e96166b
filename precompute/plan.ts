/** What is to be done: `(requests, directory) → items`, each up to date, missing, stale or damaged. */
import { createHash } from 'node:crypto'
import type { Batching } from '../src/artifacts/compute.ts'
import { needsOf, readingsOf } from '../src/artifacts/kinds.ts'
import type { Row } from '../src/artifacts/manifest.ts'
import type { Reading } from '../src/artifacts/reading.ts'
import { requestKey, type Request } from '../src/artifacts/request.ts'
import type { LayerTable } from '../src/vocabulary/layerTable.ts'
import type { Directory } from './directory.ts'
import type { Kinds } from './kinds.ts'
import type { TableOf, Wanted } from './requests.ts'
import type { Version } from './version.ts'

export interface Item {
  request: Request
  wantedBy: string[]
  /** Hash of the request, the network, the version of its kind, and the artifacts it is assembled from. */
  id: string
  /** SHA-256 of the weights file. */
  weights: string
  version: string
  dependencies: string[]
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
  directory: Pick<Directory, 'row' | 'damage'>,
  { kinds, versionOf, digestOf, tableOf }: Sources,
  { force = false } = {},
): Item[] {
  const ids = new Map<string, string>()
  return wanted.map(({ request, wantedBy }) => {
    const table = tableOf(request.model)
    const { flop, batching } = kinds[request.kind] ?? {}
    const needs = needsOf(request).map((need) => ids.get(requestKey(need))!)
    needs.push(...readingsOf(request).map(digestOf))
    const { hash: version, dependencies } = versionOf(request, table)
    const id = artifactId(request, table, version, needs)
    ids.set(requestKey(request), id)
    const expected = { id, weights: table.weights.sha256, version }
    const found = stateOf(directory, directory.row(request), expected, request.model)
    const state = force && found.state === 'present' ? 'forced' : found.state
    const estimated = flop?.(request, table) ?? 0
    return { request, wantedBy, ...expected, dependencies, ...found, state, flop: estimated, batching }
  })
}

export const isToDo = ({ state }: Item): boolean => state !== 'present'

/** The rows that no item answers. */
export function orphans(rows: readonly Row[], items: readonly Item[]): Row[] {
  const wanted = new Set(items.map(({ request }) => requestKey(request)))
  return rows.filter(({ request }) => !wanted.has(requestKey(request)))
}

/** The id takes from the layer table only what the numbers depend on: a better title makes nothing stale. */
function artifactId(
  request: Request,
  { input, layers, weights }: LayerTable,
  version: string,
  needs: readonly string[],
): string {
  const parts = [requestKey(request), weights.sha256, { input, layers }, version, needs]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}

function stateOf(
  directory: Pick<Directory, 'damage'>,
  row: Row | undefined,
  expected: Pick<Item, 'id' | 'weights' | 'version'>,
  model: string,
): Pick<Item, 'state' | 'reason'> {
  if (!row) return { state: 'missing' }
  if (row.weights !== expected.weights) return { state: 'stale', reason: `the weights of ${model} have changed` }
  if (row.version !== expected.version) return { state: 'stale', reason: 'the code that makes it has changed' }
  if (row.id !== expected.id) return { state: 'stale', reason: 'what it is made from has changed' }
  const damage = directory.damage(row)
  return damage ? { state: 'damaged', reason: damage } : { state: 'present' }
}
