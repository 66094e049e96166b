/** A source of files in memory or on disk, as the command gives one to a reader. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Source } from '../../../precompute/import/graph.ts'

/** One file, with others beside it. */
export const fileSource = (
  name: string,
  bytes: Uint8Array,
  others: Readonly<Record<string, Uint8Array>> = {},
): Source => ({ path: name, name, bytes, folder: null, beside: (other) => others[other] })

export const folderSource = (name: string, files: Readonly<Record<string, Uint8Array>>): Source => ({
  path: name,
  name,
  bytes: new Uint8Array(),
  folder: Object.keys(files),
  beside: (other) => files[other],
})

/** A file or a folder on disk. */
export function diskSource(path: string): Source {
  const folder = statSync(path).isDirectory() ? path : join(path, '..')
  const beside = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined)
  const isFolder = folder === path
  return {
    path,
    name: basename(path),
    bytes: isFolder ? new Uint8Array() : readFileSync(path),
    folder: isFolder ? readdirSync(path) : null,
    beside,
  }
}
