/** The files of the output directory, as effects: tests replace them by ones that fail or forget. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { readRegularFile } from '../src/artifacts/trust/readRegularFile.ts'

/** Synchronous, since the order of effects is what makes a killed run harmless. Paths are absolute or relative to the working directory. */
export interface FileEffects {
  makeDirectory(path: string): void
  /** Names in a directory; none where it does not exist. */
  list(path: string): string[]
  /**
   * Undefined where there is no such file.
   * @throws NotAFile where something else stands there
   */
  read(path: string): Uint8Array | undefined
  /** Creates a file in the place of what was there: a link or a pipe of that name is removed, and not written to. */
  create(path: string): number
  write(file: number, bytes: Uint8Array): void
  /** Returns when the contents are on the disk. */
  sync(file: number): void
  close(file: number): void
  rename(from: string, to: string): void
  /** Returns when the names in the directory are on the disk. */
  syncDirectory(path: string): void
  remove(path: string): void
}

export const diskFiles: FileEffects = {
  makeDirectory: (path) => void mkdirSync(path, { recursive: true }),
  list: (path) => (existsSync(path) ? readdirSync(path) : []),
  read: readRegularFile,
  create(path) {
    rmSync(path, { force: true })
    return openSync(path, 'wx')
  },
  write(file, bytes) {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
  },
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  syncDirectory(path) {
    // Windows has no such thing.
    if (process.platform === 'win32') return
    const directory = openSync(path, 'r')
    try {
      fsyncSync(directory)
    } finally {
      closeSync(directory)
    }
  },
  remove: (path) => rmSync(path, { force: true }),
}

/** Writes a file so that, whenever the process ends, the name holds the old contents or the new. */
export function replaceFile(files: FileEffects, path: string, bytes: Uint8Array): void {
  const temporary = temporaryName(path)
  const file = files.create(temporary)
  try {
    try {
      files.write(file, bytes)
      files.sync(file)
    } finally {
      files.close(file)
    }
    files.rename(temporary, path)
  } catch (error) {
    // On a full disk, half a file would only be in the way.
    files.remove(temporary)
    throw error
  }
}

const SUFFIX = '.writing'
const temporaryName = (path: string): string => `${path}${SUFFIX}`

/** The name that a file begun under `name` was to have; undefined where it is no such file. */
export const finalName = (name: string): string | undefined =>
  name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : undefined
