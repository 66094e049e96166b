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
import type { Made } from '../src/artifacts/encode.ts'
import { requestKey, type Request } from '../src/artifacts/request.ts'
import { EXIT, Failure } from './failure.ts'
import type { Content, Contents } from './contents.ts'
import { finalName, replaceFile, type FileEffects } from './files.ts'

export interface Directory {
  path: string
  row(request: Request): Row | undefined
  rows(): Row[]
  /** What is wrong with the files of a row, in words; undefined where they are as recorded. */
  damage(row: Row): string | undefined
  /** @throws Error where a file is missing */
  made(row: Row): Made
  /**
   * An artifact as another directory may commit it.
   * @throws Error where a file is missing
   */
  finished(row: Row): Finished
  /** Adds artifacts: their files, then one manifest with all their rows. */
  commit(artifacts: readonly Finished[]): Row[]
  /** Names of files of artifacts that no row names. */
  strays(): string[]
  /** Takes rows out of the manifest, then removes their files and the strays. The names removed. */
  prune(rows: readonly Row[]): string[]
}

/** An artifact that is not written yet. */
export interface Finished extends Contents {
  row: Omit<Row, 'files' | 'scores'>
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
  const present = (name: string) => {
    const found = contents(name)
    if (!found) throw new Error(`missing file: ${join(path, name)}`)
    return found
  }
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
      for (const { name, bytes, sha256 } of Object.values(row.files)) {
        const found = contents(name)
        if (!found) return `${name} is missing`
        if (found.length !== bytes) return `${name} has ${found.length} bytes of ${bytes}`
        if (hashOf(found) !== sha256) return `${name} has changed since it was written`
      }
      return undefined
    },
    made: (row) => ({
      row,
      files: Object.fromEntries(Object.entries(row.files).map(([name, file]) => [name, present(file.name)])),
    }),
    finished({ files: named, scores, ...row }) {
      const contents = Object.entries(named).map(([name, { name: file, tiles }]): [string, Content] => {
        const extension = file.endsWith('.json') ? 'json' : 'webp'
        return [name, { extension, bytes: present(file), ...(tiles && { tiles }) }]
      })
      return { row, files: Object.fromEntries(contents), scores }
    },
    commit(artifacts) {
      files.makeDirectory(path)
      const added = artifacts.map(({ row, files: made, scores }): Row => {
        const written = Object.entries(made).map(([name, { extension, bytes, tiles }]) => {
          const sha256 = hashOf(bytes)
          const file = `${row.id}-${sha256.slice(0, 12)}.${extension}`
          replaceFile(files, join(path, file), bytes)
          return [name, { name: file, bytes: bytes.length, sha256, ...(tiles && { tiles }) }] as const
        })
        return { ...row, files: Object.fromEntries(written), scores }
      })
      files.syncDirectory(path)
      for (const row of added) rows.set(requestKey(row.request), row)
      writeManifest()
      return added
    },
    strays() {
      const named = new Set([...rows.values()].flatMap((row) => Object.values(row.files).map(({ name }) => name)))
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
  if (typeof version === 'number' && version < MANIFEST_VERSION)
    throw new Failure(
      EXIT.directory,
      `${path} has version ${version}, and this precompute writes version ${MANIFEST_VERSION}`,
      `No file was touched. Move ${path} away and run npm run precompute, which renders everything anew.`,
    )
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
