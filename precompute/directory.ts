/**
 * The artifact directory: content-addressed files, and a manifest that is always written after them.
 *
 * A process killed anywhere leaves complete files, perhaps one that no row names, perhaps one with a
 * temporary name, and a manifest that names only what is there. Nothing is ever removed but by `prune`,
 * temporary files excepted.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import {
  formatManifest,
  MANIFEST_FILE,
  MANIFEST_VERSION,
  manifestSchema,
  type Manifest,
  type Row,
} from '../src/artifacts/manifest.ts'
import { requestKey, type Request } from '../src/artifacts/request.ts'
import { EXIT, Failure } from './failure.ts'
import { finalName, replaceFile, type FileEffects } from './files.ts'
import type { Encoded, Made } from './kind.ts'

export interface Directory {
  path: string
  row(request: Request): Row | undefined
  rows(): Row[]
  /** What is wrong with the files of a row, in words; undefined where they are as recorded. */
  damage(row: Row): string | undefined
  /** @throws Error where a file is missing */
  made(row: Row): Made
  /** Adds artifacts: their files, then one manifest with all their rows. */
  commit(artifacts: readonly Finished[]): Row[]
  /** Names of files of artifacts that no row names. */
  strays(): string[]
  /** Takes rows out of the manifest, then removes their files and the strays. The names removed. */
  prune(rows: readonly Row[]): string[]
}

/** An artifact as it comes from its kind. */
export interface Finished {
  row: Omit<Row, 'files' | 'outcomes' | 'tiles'>
  encoded: Encoded
}

const FILE_NAME = /^[0-9a-f]{16}-[0-9a-f]{12}\.(webp|json)$/

/**
 * Opens the directory, which need not exist.
 * @throws Failure for a manifest that cannot be read
 */
export function openDirectory(path: string, files: FileEffects): Directory {
  const rows = new Map<string, Row>()
  for (const row of readManifest(path, files).rows) rows.set(requestKey(row.request), row)
  const contents = (name: string) => files.read(join(path, name))
  const writeManifest = () => {
    const text = formatManifest({ version: MANIFEST_VERSION, rows: [...rows.values()] })
    replaceFile(files, join(path, MANIFEST_FILE), new TextEncoder().encode(text))
    files.syncDirectory(path)
  }
  return {
    path,
    row: (request) => rows.get(requestKey(request)),
    rows: () => [...rows.values()],
    damage(row) {
      for (const { name, bytes, sha256 } of row.files) {
        const found = contents(name)
        if (!found) return `${name} is missing`
        if (found.length !== bytes) return `${name} has ${found.length} bytes of ${bytes}`
        if (hashOf(found) !== sha256) return `${name} has changed since it was written`
      }
      return undefined
    },
    made: (row) => ({
      row,
      files: row.files.map(({ name }) => {
        const found = contents(name)
        if (!found) throw new Error(`missing file: ${join(path, name)}`)
        return found
      }),
    }),
    commit(artifacts) {
      files.makeDirectory(path)
      const added = artifacts.map(({ row, encoded }): Row => {
        const written = encoded.files.map(({ extension, bytes }) => {
          const sha256 = hashOf(bytes)
          const name = `${row.id}-${sha256.slice(0, 12)}.${extension}`
          replaceFile(files, join(path, name), bytes)
          return { name, bytes: bytes.length, sha256 }
        })
        const { outcomes, tiles } = encoded
        return { ...row, files: written, outcomes, ...(tiles && { tiles }) }
      })
      files.syncDirectory(path)
      for (const row of added) rows.set(requestKey(row.request), row)
      writeManifest()
      return added
    },
    strays() {
      const named = new Set([...rows.values()].flatMap((row) => row.files.map(({ name }) => name)))
      return files.list(path).filter((name) => FILE_NAME.test(name) && !named.has(name))
    },
    prune(unwanted) {
      for (const row of unwanted) rows.delete(requestKey(row.request))
      if (unwanted.length > 0) writeManifest()
      const removed = this.strays()
      for (const name of removed) files.remove(join(path, name))
      return removed
    },
  }
}

/** Removes what a killed run had begun to write, and nothing of anyone else's. Only for the holder of the lock. */
export function sweep(path: string, files: FileEffects): void {
  for (const name of files.list(path)) {
    const final = finalName(name)
    if (final === MANIFEST_FILE || (final !== undefined && FILE_NAME.test(final))) files.remove(join(path, name))
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function readManifest(directory: string, files: FileEffects): Manifest {
  const path = join(directory, MANIFEST_FILE)
  const bytes = files.read(path)
  if (!bytes) return { version: MANIFEST_VERSION, rows: [] }
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw unreadable(`${path} is not JSON: it is truncated or damaged`, path)
  }
  const version = (json as { version?: unknown } | null)?.version
  if (version !== MANIFEST_VERSION)
    throw unreadable(
      `${path} has version ${JSON.stringify(version)}; this precompute reads version ${MANIFEST_VERSION}`,
      path,
    )
  const parsed = manifestSchema.safeParse(json)
  if (parsed.success) return parsed.data
  throw unreadable(`${path} is not a manifest: ${z.prettifyError(parsed.error)}`, path)
}

const unreadable = (what: string, path: string) =>
  new Failure(
    EXIT.directory,
    what,
    `No file was touched. Restore it (git restore ${path}), or move it away to render everything anew.`,
  )
