/** What ties a row of the manifest to its request and its files: the id, the names of files, the seal. */
import { createHash } from 'node:crypto'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import type { Row } from '../manifest.ts'
import { requestKey, sorted } from '../request.ts'

/** What decides a row's id. */
export type Origin = Pick<Row, 'request' | 'weights' | 'network' | 'version' | 'dependencies' | 'needs' | 'reads'>

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** The same for equal values whatever the order of their fields. */
const shortHash = (value: unknown): string => sha256(JSON.stringify(sorted(value))).slice(0, 16)

/** The id of an artifact, from what it was made from alone, so that whoever reads a row can check it. */
export const rowId = ({ request, weights, network, version, dependencies, needs, reads }: Origin): string =>
  shortHash([requestKey(request), weights, network, version, dependencies, needs ?? null, reads ?? null])

/** Takes from the layer table only what numbers depend on: a better title makes nothing stale. The weights have a hash of their own. */
export const networkHash = ({ input, layers }: LayerTable): string => shortHash({ input, layers })

/** Of the ids of what an artifact is assembled from, or of what its readings hold, in order; undefined of none. */
export const sourcesHash = (sources: readonly string[]): string | undefined =>
  sources.length === 0 ? undefined : shortHash(sources)

/** What the file with this content has to be called. */
export const fileName = (id: string, hash: string, extension: string): string =>
  `${id}-${hash.slice(0, 12)}.${extension}`

/** Of every other field of a row: whatever changes in it afterwards, the seal no longer fits. */
export const sealOf = ({ seal: _, ...row }: Omit<Row, 'seal'> & { seal?: string }): string => shortHash(row)
