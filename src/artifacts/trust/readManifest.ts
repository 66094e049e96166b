/** `manifest.json` as it lies on the disk → the rows that can be trusted, and those that cannot. */
import { z } from 'zod'
import { describeRequest } from '../kinds.ts'
import { MANIFEST_VERSION, rowSchema, type Row } from '../manifest.ts'
import { requestKey } from '../request.ts'
import { rowFault } from './rowFault.ts'

export interface ManifestRows {
  /** Each the only one that answers its request. */
  rows: Row[]
  broken: BrokenRow[]
}

/** A row that is not tied to its request and files: nothing that it names may be opened. */
export interface BrokenRow {
  row: Row
  /** What is wrong, in words. */
  reason: string
}

/** A manifest of which nothing can be read. */
export class UnreadableManifest extends Error {
  override name = 'UnreadableManifest'
  readonly remedy: string
  constructor(what: string, remedy: string) {
    super(what)
    this.remedy = remedy
  }
}

/**
 * @param path for messages
 * @throws UnreadableManifest naming the line or the row at fault, with what mends it
 */
export function readManifest(bytes: Uint8Array, path: string): ManifestRows {
  const restore = `Restore it (git restore ${path}), or move it away to render everything anew.`
  const { text, json } = parsed(bytes, path, restore)
  const version = (json as { version?: unknown } | null)?.version
  if (typeof version === 'number' && version < MANIFEST_VERSION)
    throw new UnreadableManifest(
      `${path} has version ${version}, and this precompute writes version ${MANIFEST_VERSION}`,
      `Move ${path} away and run npm run precompute, which renders everything anew.`,
    )
  if (version !== MANIFEST_VERSION)
    throw new UnreadableManifest(
      `${path} has version ${JSON.stringify(version)}; this precompute reads version ${MANIFEST_VERSION}`,
      restore,
    )
  const outer = outerSchema.safeParse(json)
  if (!outer.success)
    throw new UnreadableManifest(`${path} is not a manifest: ${z.prettifyError(outer.error)}`, restore)
  const rows = outer.data.rows.map((row, i): Row => {
    const inner = rowSchema.safeParse(row)
    if (inner.success) return inner.data
    const id = idOf(row)
    throw new UnreadableManifest(
      `${path} is not a manifest: row ${i + 1}${id ? ` (${id})` : ''}${lineOf(text, id)}: ${z.prettifyError(inner.error)}`,
      `Restore it (git restore ${path}), or delete that row and run npm run precompute, which renders it anew.`,
    )
  })
  return sortedOut(rows)
}

/** Which rows are sound. Of equal rows, which a merge may bring, one is taken; of others that answer one request, none. */
function sortedOut(all: readonly Row[]): ManifestRows {
  const found: ManifestRows = { rows: [], broken: [] }
  const byKey = new Map<string, Map<string, Row>>()
  for (const row of all) {
    const reason = rowFault(row)
    if (reason !== undefined) {
      found.broken.push({ row, reason })
      continue
    }
    const key = requestKey(row.request)
    byKey.set(key, (byKey.get(key) ?? new Map<string, Row>()).set(row.seal, row))
  }
  const spoilt = new Set(found.broken.map(({ row }) => requestKey(row.request)))
  for (const [key, rows] of byKey) {
    const several = rows.size > 1 || spoilt.has(key)
    for (const row of rows.values())
      if (several) found.broken.push({ row, reason: 'another row answers the same request' })
      else found.rows.push(row)
  }
  return found
}

/** `picture of conv4/17 (lumen, seed 0): its id …`. */
export const describeBroken = ({ row, reason }: BrokenRow): string => `${describeRequest(row.request)}: ${reason}`

const outerSchema = z.strictObject({ version: z.literal(MANIFEST_VERSION), rows: z.array(z.unknown()) })

/** What git writes between the sides of a merge that it could not finish. */
const MERGE_MARK = /^(<{7}|\|{7}|={7}|>{7})(\s|$)/m

function parsed(bytes: Uint8Array, path: string, restore: string): { text: string; json: unknown } {
  let text = ''
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { text, json: JSON.parse(text) as unknown }
  } catch {
    const mark = MERGE_MARK.exec(text)
    if (!mark) throw new UnreadableManifest(`${path} is not JSON: it is truncated or damaged`, restore)
    throw new UnreadableManifest(
      `${path} holds the marks of an unfinished merge, the first in line ${lineAt(text, mark.index)}`,
      `Take one side (git checkout --ours ${path}, or --theirs) and run npm run precompute, which renders what is missing.`,
    )
  }
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

function idOf(row: unknown): string | undefined {
  const id = (row as { id?: unknown } | null)?.id
  return typeof id === 'string' && /^[0-9a-f]{16}$/.test(id) ? id : undefined
}

function lineOf(text: string, id: string | undefined): string {
  const index = id === undefined ? -1 : text.indexOf(`"id":"${id}"`)
  return index < 0 ? '' : ` in line ${lineAt(text, index)}`
}
