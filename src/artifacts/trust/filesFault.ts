/** Whether the files of a row are as it records them: `(row, how to read) → what is wrong, in words`. */
import { artifactNamed } from '../kinds.ts'
import type { Row } from '../manifest.ts'
import { contentFault } from './contentFault.ts'
import { NotAFile } from './readRegularFile.ts'

/** @param read undefined where there is no file of that name; NotAFile where something else stands there */
export function filesFault(row: Row, read: (name: string) => Uint8Array | undefined): string | undefined {
  for (const [name, kind] of Object.entries(artifactNamed(row.request.kind).files)) {
    const file = row.files[name]!
    const bytes = readOrSay(() => read(file.name))
    const fault = typeof bytes === 'string' ? bytes : contentFault(file, kind, bytes)
    if (fault !== undefined) return fault
  }
  return undefined
}

function readOrSay(read: () => Uint8Array | undefined): Uint8Array | string | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof NotAFile) return error.message
    throw error
  }
}
