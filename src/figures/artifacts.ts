/** Finds artifacts and networks while the site is built; pages never ask for them by file name. */
import { getCollection, getEntry } from 'astro:content'
import type { Answered, Artifact, DataOf, Files } from '../artifacts/artifact.ts'
import { artifactNamed, describeRequest } from '../artifacts/kinds.ts'
import { findRow, rowFor, rowSchema, type Row } from '../artifacts/manifest.ts'
import type { Request } from '../artifacts/request.ts'
import { withBase } from '../base.ts'
import { parseLayerTable, type LayerTable } from '../model/layerTable.ts'
import type { Sheet } from '../widgets/sheet.ts'

/** An artifact as a page uses it. */
export interface Found<A> {
  row: Row
  /** Its `data`, parsed by the schema of its kind; undefined where it has none. */
  data: DataOf<A>
  /** The other files by name. */
  files: A extends Artifact<infer _, infer F> ? FoundFiles<F> : FoundFiles<Files>
}

type FoundFiles<F extends Files> = {
  [N in keyof F as F[N] extends { extension: 'json' } ? never : N]: F[N] extends { tiled: true }
    ? Sheet
    : { src: string }
}

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
 * The artifact that answers a request, as its kind declares it.
 * @throws Error naming the request, who wants it, and the command that makes it
 */
export async function artifact<A extends Artifact = Artifact>(
  request: Request & Answered<A>,
  wantedBy: string,
): Promise<Found<A>> {
  return open<A>(rowFor(await rows(), request, wantedBy), wantedBy)
}

/** A sheet of units' pictures. */
export async function sheet(request: Request, wantedBy: string): Promise<FoundSheet> {
  return sheetOf(rowFor(await rows(), request, wantedBy), wantedBy)
}

/** A sheet that a figure shows where it has been made for another figure. */
export async function sheetIfMade(request: Request): Promise<FoundSheet | undefined> {
  const row = findRow(await rows(), request)
  return row && sheetOf(row, 'no figure')
}

/** The pictures of a network's units that are made with seed 0, by unit. */
export async function picturesOf(model: string): Promise<Map<string, Sheet>> {
  const own = (await rows()).filter(({ request }) => request.kind === 'picture' && request.model === model)
  return new Map(
    own
      .filter(({ request }) => request.seed === 0)
      .map((row) => [String(row.request.unit), sheetNamed(row, 'picture', 'no figure')]),
  )
}

const sheetOf = (row: Row, wantedBy: string): FoundSheet => ({ row, ...sheetNamed(row, 'sheet', wantedBy) })

async function open<A extends Artifact>(row: Row, wantedBy: string): Promise<Found<A>> {
  let data: unknown
  const files: Record<string, Sheet | { src: string }> = {}
  for (const [name, kind] of Object.entries(artifactNamed(row.request.kind).files))
    if (kind.extension === 'json')
      data = kind.schema.parse(await contents(fileNamed(row, name, wantedBy).name, wantedBy))
    else if (kind.tiled) files[name] = sheetNamed(row, name, wantedBy)
    else files[name] = { src: address(fileNamed(row, name, wantedBy).name) }
  return { row, data, files } as Found<A>
}

async function contents(name: string, wantedBy: string): Promise<unknown> {
  const entry = await getEntry('artifactFiles', name)
  if (entry) return entry.data
  throw new Error(`missing artifact file: public/artifacts/${name} (wanted by ${wantedBy}). Run: npm run precompute`)
}

function fileNamed(row: Row, name: string, wantedBy: string) {
  const file = row.files[name]
  if (file) return file
  throw new Error(
    `${describeRequest(row.request)} has no file ${name} (wanted by ${wantedBy}; it has ${Object.keys(row.files).join(', ')}). Run: npm run precompute`,
  )
}

function sheetNamed(row: Row, name: string, wantedBy: string): Sheet {
  const { name: file, tiles } = fileNamed(row, name, wantedBy)
  if (tiles) return { src: address(file), ...tiles }
  throw new Error(`${file} has no tiles (wanted by ${wantedBy}). Run: npm run precompute`)
}

const address = (name: string): string => withBase(`/artifacts/${name}`)
