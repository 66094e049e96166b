import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'

/** Something stands where a file should: its code is `ENOTFILE`. */
export class NotAFile extends Error {
  override name = 'NotAFile'
  readonly code = 'ENOTFILE'
  constructor(path: string, what: string) {
    super(`${path} is ${what}, where a file should be`)
  }
}

// A pipe that nobody writes to would be waited for; a link may lead anywhere. Windows has neither flag, and no such pipes.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * The contents of a file; undefined where there is none. It waits for nobody and follows no link.
 * @throws NotAFile for a link, a directory, a pipe, a socket or a device
 */
export function readRegularFile(path: string): Uint8Array | undefined {
  let file: number
  try {
    file = openSync(path, FLAGS)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'ELOOP' || code === 'EMLINK') throw new NotAFile(path, 'a symbolic link')
    if (code === 'ENXIO') throw new NotAFile(path, 'a socket or a device')
    if (code === 'EISDIR') throw new NotAFile(path, 'a directory')
    throw error
  }
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw new NotAFile(path, sortOf(stats))
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

const sortOf = (stats: Stats): string =>
  stats.isDirectory() ? 'a directory' : stats.isFIFO() ? 'a named pipe' : stats.isSocket() ? 'a socket' : 'a device'
