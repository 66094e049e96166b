/** Whether a row of the manifest is what its id says: `(row) → what is wrong, in words`. It opens no file. */
import type { FileKind } from '../artifact.ts'
import { artifactNamed, unitsNamed } from '../kinds.ts'
import type { Row } from '../manifest.ts'
import { fileName, rowId, sealOf } from './identity.ts'

/** Undefined where the row can be trusted: its id is that of its request, its names are those of its id, and nothing has changed. */
export function rowFault(row: Row): string | undefined {
  const id = rowId(row)
  if (row.id !== id) return `its id ${row.id} is not that of its request, weights and code, which is ${id}`
  const declared = artifactNamed(row.request.kind).files
  const [wanted, found] = [Object.keys(declared).sort(), Object.keys(row.files).sort()]
  if (wanted.join() !== found.join()) return `it has the files ${found.join(', ')} in place of ${wanted.join(', ')}`
  for (const [name, kind] of Object.entries(declared)) {
    const fault = fileFault(row, name, kind)
    if (fault !== undefined) return fault
  }
  return tilesFault(row) ?? (row.seal === sealOf(row) ? undefined : 'it has changed since it was written')
}

function fileFault({ id, files }: Row, name: string, kind: FileKind): string | undefined {
  const file = files[name]!
  const expected = fileName(id, file.sha256, kind.extension)
  if (file.name !== expected) return `its file ${name} is called ${quoted(file.name)} and not ${expected}`
  const isTiled = kind.extension === 'webp' && kind.tiled
  if (isTiled && !file.tiles) return `its file ${name} has no tiles`
  if (!isTiled && file.tiles) return `its file ${name} has tiles, and is no sheet`
  return undefined
}

/** Of a kind that shows one unit a tile, each with its score. */
function tilesFault({ request, files, scores }: Row): string | undefined {
  const { tilePerUnit } = artifactNamed(request.kind)
  if (tilePerUnit === undefined) return undefined
  const units = unitsNamed(request)
  const scored = scores.map(({ unit }) => unit)
  if (scored.join() !== units.join())
    return `it has scores of ${scored.join(', ') || 'no unit'} and shows ${units.join(', ')}`
  const { columns, rows } = files[tilePerUnit]!.tiles!
  const isFull = columns <= units.length && columns * rows >= units.length && columns * (rows - 1) < units.length
  if (isFull) return undefined
  return `it has ${columns} × ${rows} tiles for ${units.length} units`
}

/** A name from elsewhere, so that control characters do not reach a terminal. */
const quoted = (name: string): string =>
  JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
