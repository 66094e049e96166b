/** Finds artifacts and networks while the site is built; pages never ask for them by file name. */
import { getCollection, getEntry } from 'astro:content'
import { findRow, rowFor, rowSchema, type Row } from '../artifacts/manifest.ts'
import type { Request, RequestOf } from '../artifacts/request.ts'
import { withBase } from '../base.ts'
import { parseLayerTable } from '../model/parseLayerTable.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import type { Sheet } from '../widgets/sheet.ts'

export interface FoundSheet extends Sheet {
  row: Row
}

let found: Promise<Row[]> | undefined

async function rows(): Promise<Row[]> {
  // In dev the manifest may change under a running server.
  if (!found || import.meta.env.DEV)
    found = getCollection('artifacts').then((entries) => entries.map(({ data }) => rowSchema.parse(data)))
  return found
}

/** Every network of the site, by id. */
export async function layerTables(): Promise<Map<string, LayerTable>> {
  const entries = await getCollection('models')
  return new Map(entries.map(({ data }) => parseLayerTable(data)).map((table) => [table.id, table]))
}

/** For the figure kinds' request functions: `(model) → layer table`. */
export async function layerTableOf(): Promise<(model: string) => LayerTable> {
  const tables = await layerTables()
  return (model) => {
    const table = tables.get(model)
    if (table) return table
    throw new Error(
      `unknown model: ${model} (public/models holds ${[...tables.keys()].join(', ')}; add one with npm run add-model)`,
    )
  }
}

/**
 * The artifact that answers a request.
 * @throws Error naming the request, who wants it, and the command that makes it
 */
export const artifact = async (request: Request, wantedBy: string): Promise<Row> =>
  rowFor(await rows(), request, wantedBy)

/** The contents of a JSON artifact. */
export async function artifactJson<T>(request: Request, wantedBy: string): Promise<T> {
  const row = await artifact(request, wantedBy)
  const name = row.files[0]!.name
  const entry = await getEntry('artifactFiles', name)
  if (!entry)
    throw new Error(`missing artifact file: public/artifacts/${name} (wanted by ${wantedBy}). Run: npm run precompute`)
  return entry.data as T
}

export async function sheet(request: RequestOf<'sheet'>, wantedBy: string): Promise<FoundSheet> {
  return sheetOfRow(await artifact(request, wantedBy), wantedBy)
}

/** A sheet that a figure shows where it has been made for another figure. */
export async function sheetIfMade(request: RequestOf<'sheet'>): Promise<FoundSheet | undefined> {
  const row = findRow(await rows(), request)
  return row && sheetOfRow(row, 'no figure')
}

function sheetOfRow(row: Row, wantedBy: string): FoundSheet {
  if (!row.tiles) throw new Error(`artifact ${row.id} is no sheet (wanted by ${wantedBy}). Run: npm run precompute`)
  return { row, src: withBase(`/artifacts/${row.files[0]!.name}`), ...row.tiles }
}
