/** A row as precompute writes it, for files that a test made. */
import { artifactNamed } from '../../src/artifacts/kinds.ts'
import type { FileEntry, Row, Score, Tiles } from '../../src/artifacts/manifest.ts'
import type { Request } from '../../src/artifacts/request.ts'
import { fileName, networkHash, rowId, sealOf, sha256, sourcesHash } from '../../src/artifacts/trust/identity.ts'
import type { LayerTable } from '../../src/vocabulary/layerTable.ts'

export interface Given {
  request: Request
  table: LayerTable
  files: Record<string, { bytes: Uint8Array; tiles?: Tiles }>
  scores?: Score[]
  /** Ids of the rows that it is assembled from. */
  needs?: string[]
  version?: string
}

/** The row, and the contents of its files by their names. */
export function sealedRow({ request, table, files, scores = [], needs = [], version = '1' }: Given): {
  row: Row
  contents: Record<string, Uint8Array>
} {
  const hash = sourcesHash(needs)
  const origin = {
    request,
    weights: table.weights.sha256,
    network: networkHash(table),
    version,
    dependencies: ['sharp@1.0.0'],
    ...(hash && { needs: hash }),
  }
  const id = rowId(origin)
  const contents: Record<string, Uint8Array> = {}
  const entries = Object.entries(files).map(([name, { bytes, tiles }]): [string, FileEntry] => {
    const file = fileName(id, sha256(bytes), artifactNamed(request.kind).files[name]!.extension)
    contents[file] = bytes
    return [name, { name: file, bytes: bytes.length, sha256: sha256(bytes), ...(tiles && { tiles }) }]
  })
  const unsealed = { id, ...origin, files: Object.fromEntries(entries), scores, backend: 'cpu' as const, adapter: null }
  return { row: { ...unsealed, seal: sealOf(unsealed) }, contents }
}

/** What begins as a lossless WebP of that size, and goes on with any bytes. */
export function webpOf(width: number, height: number, rest = ''): Uint8Array {
  const bytes = Buffer.concat([Buffer.alloc(25), Buffer.from(rest)])
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WEBPVP8L', 8, 'latin1')
  bytes.writeUInt32LE(bytes.length - 20, 16)
  bytes[20] = 0x2f
  bytes.writeUInt32LE((width - 1) | ((height - 1) << 14), 21)
  return new Uint8Array(bytes)
}
