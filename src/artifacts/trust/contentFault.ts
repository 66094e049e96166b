/** Whether a file is what its row records: `(recorded, kind, bytes) → what is wrong, in words`. */
import { z } from 'zod'
import { imageHeader } from '../../widgets/imageInput/imageHeader.ts'
import type { FileKind } from '../artifact.ts'
import type { FileEntry } from '../manifest.ts'
import { sha256 } from './identity.ts'

/**
 * Undefined where size and hash are as recorded, a picture is one and as large as its tiles, and data are as their schema says.
 * @param bytes undefined where there is no such file
 */
export function contentFault(file: FileEntry, kind: FileKind, bytes: Uint8Array | undefined): string | undefined {
  const { name } = file
  if (!bytes) return `${name} is missing`
  if (bytes.length !== file.bytes) return `${name} has ${bytes.length} bytes of ${file.bytes}`
  if (sha256(bytes) !== file.sha256) return `${name} has changed since it was written`
  return kind.extension === 'json' ? dataFault(name, kind.schema, bytes) : pictureFault(file, bytes)
}

function pictureFault({ name, tiles }: FileEntry, bytes: Uint8Array): string | undefined {
  const header = imageHeader(bytes)
  if (header?.format !== 'WebP') return `${name} is no WebP`
  if (!tiles) return undefined
  const { width, height, columns, rows } = tiles
  if (header.width === columns * width && header.height === rows * height) return undefined
  return `${name} has ${header.width} × ${header.height} pixels, and its ${columns} × ${rows} tiles of ${width} × ${height} do not fill it`
}

function dataFault(name: string, schema: z.ZodType, bytes: Uint8Array): string | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (parsed.success) return undefined
    return `${name} is not as its schema says: ${z.prettifyError(parsed.error).slice(0, 300)}`
  } catch {
    return `${name} is not JSON`
  }
}
