/** An error as a person should read it: `(error) → {exitCode, message}`. */
import { AuthorError } from '../src/article/markdown/authorError.ts'
import { EXIT, Failure } from './failure.ts'

/** What mends an error of the file system, by its code. */
const REMEDIES: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space.',
  EDQUOT: 'The quota is used up: free some space.',
  EROFS: 'The directory is read-only: make it writable, or give another with --out DIR.',
  EACCES: 'The directory may not be written: change its permissions, or give another with --out DIR.',
  EPERM: 'The directory may not be written: change its permissions, or give another with --out DIR.',
  ENOTDIR: 'A file stands where a directory is needed: move it, or give another with --out DIR.',
  ENOTFILE: 'Move it away, or give another directory with --out DIR.',
  EISDIR: 'A directory stands where a file is needed: move it, or give another with --out DIR.',
  ERR_FS_EISDIR: 'A directory stands where a file is needed: move it, or give another with --out DIR.',
  EEXIST: 'A file stands where a directory is needed: move it, or give another with --out DIR.',
}

export function explain(error: unknown): { exitCode: number; message: string } {
  if (error instanceof Failure) return { exitCode: error.exitCode, message: error.message }
  if (error instanceof AuthorError) return { exitCode: EXIT.input, message: error.message }
  if (!(error instanceof Error)) return { exitCode: EXIT.failed, message: String(error) }
  const { code } = error as NodeJS.ErrnoException
  const remedy = code === undefined ? undefined : REMEDIES[code]
  if (remedy === undefined) return { exitCode: EXIT.failed, message: error.message }
  return {
    exitCode: EXIT.directory,
    message: `${error.message}\n${remedy} What was finished is kept; the same command goes on from there.`,
  }
}
