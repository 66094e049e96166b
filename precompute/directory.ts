/**
 * The artifact directory: content-addressed files, and a manifest that is always written after them.
 *
 * A process killed anywhere leaves complete files, perhaps one that no row names, perhaps one with a
 * temporary name, and a manifest that names only what is there. Nothing is ever removed but by `prune`,
 * temporary files excepted.
 */
import { join } from 'node:path'
import { formatManifest, MANIFEST_FILE, MANIFEST_VERSION, type FileEntry, type Row } from '../src/artifacts/manifest.ts'
import type { Made } from '../src/artifacts/encode.ts'
import { requestKey, type Request } from '../src/artifacts/request.ts'
import { filesFault } from '../src/artifacts/trust/filesFault.ts'
import { fileName, sealOf, sha256 } from '../src/artifacts/trust/identity.ts'
import { ARTIFACT_NAME, isOwnName } from '../src/artifacts/trust/ownName.ts'
import {
  readManifest,
  UnreadableManifest,
  type BrokenRow,
  type ManifestRows,
} from '../src/artifacts/trust/readManifest.ts'
import { EXIT, Failure } from './failure.ts'
import type { Content, Contents } from './contents.ts'
import { finalName, replaceFile, type FileEffects } from './files.ts'

export interface Directory {
  path: string
  /** Only rows that can be trusted: tied to their request and to their files' names. */
  row(request: Request): Row | undefined
  rows(): Row[]
  /** Rows that cannot be trusted. They stay in the manifest until what they answer is made anew. */
  broken(): BrokenRow[]
  brokenRow(request: Request): BrokenRow | undefined
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
  /**
   * Names of files of artifacts that no row names.
   * @param kept ids of which every file stays: what answers them is to be mended
   */
  strays(kept?: ReadonlySet<string>): string[]
  /** Names of what is no artifact, and would be published with them. */
  strangers(): string[]
  /** Takes broken rows out of the manifest; their files stay. */
  drop(unwanted: readonly BrokenRow[]): void
  /** Takes rows out of the manifest, then removes their files and the strays. The names removed. */
  prune(rows: readonly Row[], kept?: ReadonlySet<string>): string[]
}

/** An artifact that is not written yet. */
export interface Finished extends Contents {
  row: Omit<Row, 'files' | 'scores' | 'seal'>
}

/**
 * Opens the directory, which need not exist.
 * @throws Failure for a manifest that cannot be read
 */
export function openDirectory(path: string, files: FileEffects): Directory {
  const read = readManifestIn(path, files)
  const rows = new Map(read.rows.map((row) => [requestKey(row.request), row]))
  let broken = read.broken
  const contents = (name: string) => files.read(join(path, name))
  const present = (name: string) => {
    const found = contents(name)
    if (!found) throw new Error(`missing file: ${join(path, name)}`)
    return found
  }
  const writeManifest = () => {
    const text = formatManifest({
      version: MANIFEST_VERSION,
      rows: [...rows.values(), ...broken.map(({ row }) => row)],
    })
    replaceFile(files, join(path, MANIFEST_FILE), new TextEncoder().encode(text))
    files.syncDirectory(path)
  }
  return {
    path,
    row: (request) => rows.get(requestKey(request)),
    rows: () => [...rows.values()],
    broken: () => broken,
    brokenRow: (request) => broken.find(({ row }) => requestKey(row.request) === requestKey(request)),
    damage: (row) => filesFault(row, contents),
    made: (row) => ({
      row,
      files: Object.fromEntries(Object.entries(row.files).map(([name, file]) => [name, present(file.name)])),
    }),
    finished({ files: named, scores, seal: _, ...row }) {
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
          const hash = sha256(bytes)
          const file = fileName(row.id, hash, extension)
          replaceFile(files, join(path, file), bytes)
          return [
            name,
            { name: file, bytes: bytes.length, sha256: hash, ...(tiles && { tiles }) } as FileEntry,
          ] as const
        })
        const unsealed = { ...row, files: Object.fromEntries(written), scores }
        return { ...unsealed, seal: sealOf(unsealed) }
      })
      files.syncDirectory(path)
      for (const row of added) rows.set(requestKey(row.request), row)
      broken = broken.filter(({ row }) => !rows.has(requestKey(row.request)))
      writeManifest()
      return added
    },
    strays(kept) {
      const named = new Set([...rows.values()].flatMap((row) => Object.values(row.files).map(({ name }) => name)))
      const isKept = (name: string) => named.has(name) || kept?.has(name.slice(0, name.indexOf('-')))
      return files.list(path).filter((name) => ARTIFACT_NAME.test(name) && !isKept(name))
    },
    strangers: () => files.list(path).filter((name) => !isOwnName(name)),
    drop(unwanted) {
      if (unwanted.length === 0) return
      broken = broken.filter((each) => !unwanted.includes(each))
      writeManifest()
    },
    prune(unwanted, kept) {
      for (const row of unwanted) rows.delete(requestKey(row.request))
      if (unwanted.length + broken.length > 0) {
        broken = []
        writeManifest()
      }
      const removed = this.strays(kept)
      for (const name of removed) files.remove(join(path, name))
      return removed
    },
  }
}

/** Removes what a killed run had begun to write, and nothing of anyone else's. Only for the holder of the lock. */
export function sweep(path: string, files: FileEffects): void {
  for (const name of files.list(path)) {
    const final = finalName(name)
    if (final === MANIFEST_FILE || (final !== undefined && ARTIFACT_NAME.test(final))) files.remove(join(path, name))
  }
}

function readManifestIn(directory: string, files: FileEffects): ManifestRows {
  const path = join(directory, MANIFEST_FILE)
  const bytes = files.read(path)
  if (!bytes) return { rows: [], broken: [] }
  try {
    return readManifest(bytes, path)
  } catch (error) {
    if (!(error instanceof UnreadableManifest)) throw error
    throw new Failure(EXIT.directory, error.message, `No file was touched. ${error.remedy}`)
  }
}
