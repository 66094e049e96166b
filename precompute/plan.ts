/** What is to be done: `(requests, directory) → items`, each up to date, missing, stale or damaged. */
import { createHash } from 'node:crypto'
import type { Row } from '../src/artifacts/manifest.ts'
import { requestKey, type Request } from '../src/artifacts/request.ts'
import type { LayerTable } from '../src/model/layerTable.ts'
import { cost } from './cost.ts'
import type { Directory } from './directory.ts'
import type { Kinds } from './kinds.ts'
import { withNeeds, type TableOf, type Wanted } from './requests.ts'
import type { Version } from './version.ts'

export interface Item {
  request: Request
  wantedBy: string[]
  /** Hash of the request, the network, the version of its code, and the artifacts it is assembled from. */
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
}

/** What an artifact is after, besides its request. */
export interface Sources {
  kinds: Kinds
  /** Of the code that answers a request; called for each, so that it has to remember. */
  versionOf: (request: Request) => Version
  tableOf: TableOf
}

/** Items in an order in which each comes after what it is assembled from. */
export function makePlan(
  wanted: readonly Wanted[],
  directory: Pick<Directory, 'row' | 'damage'>,
  { kinds, versionOf, tableOf }: Sources,
  { force = false } = {},
): Item[] {
  const ids = new Map<string, string>()
  return withNeeds(wanted, kinds).map(({ request, wantedBy }) => {
    const table = tableOf(request.model)
    const kind = kinds[request.kind]
    const needs = kind.needs(request).map((need) => ids.get(requestKey(need))!)
    if (kind.digest) needs.push(kind.digest(request))
    const { hash: version, dependencies } = versionOf(request)
    const id = artifactId(request, table, version, needs)
    ids.set(requestKey(request), id)
    const expected = { id, weights: table.weights.sha256, version }
    const found = stateOf(directory, directory.row(request), expected, request.model)
    const state = force && found.state === 'present' ? 'forced' : found.state
    const flop = cost(request, table)
    return { request, wantedBy, ...expected, dependencies, ...found, state, flop }
  })
}

export const isToDo = ({ state }: Item): boolean => state !== 'present'

/** The rows that no item answers. */
export function orphans(rows: readonly Row[], items: readonly Item[]): Row[] {
  const wanted = new Set(items.map(({ request }) => requestKey(request)))
  return rows.filter(({ request }) => !wanted.has(requestKey(request)))
}

/** Of the layer table only what the numbers depend on: a better title makes nothing stale. */
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
  if (row.weights !== expected.weights)
    return { state: 'stale', reason: `the weights of ${model} have changed` }
  if (row.version !== expected.version)
    return { state: 'stale', reason: 'the code that makes it has changed' }
  if (row.id !== expected.id) return { state: 'stale', reason: 'what it is made from has changed' }
  const damage = directory.damage(row)
  return damage ? { state: 'damaged', reason: damage } : { state: 'present' }
}
