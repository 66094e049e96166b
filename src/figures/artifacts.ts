/** Finds artifacts and networks while the site is built; pages never ask for them by file name. */
import { getCollection } from 'astro:content'
import { artifactNamed, describeRequest } from '../artifacts/kinds.ts'
import { findRow, rowFor, type Row } from '../artifacts/manifest.ts'
import type { Request } from '../artifacts/request.ts'
import type { OpenedRow } from '../artifacts/trust/openArtifacts.ts'
import { originFault } from '../artifacts/trust/originFault.ts'
import { withBase } from '../base.ts'
import { readUnitNames } from '../article/markdown/unitNames.ts'
import { createAsking } from './asking.ts'
import { parseLayerTable } from '../model/parseLayerTable.ts'
import { type LayerTable } from '../vocabulary/layerTable.ts'
import type { Network } from '../vocabulary/network.ts'
import type { Shown, ShownFile } from '../vocabulary/figureKind.ts'
import type { Sheet } from '../widgets/sheet.ts'

/** The rows, and what the JSON of each holds. */
interface Artifacts {
  rows: Row[]
  dataOf: ReadonlyMap<Row, unknown>
}

let found: Promise<Artifacts> | undefined

async function all(): Promise<Artifacts> {
  // In dev the manifest may change under a running server.
  if (!found || import.meta.env.DEV)
    found = getCollection('artifacts').then((entries) => {
      // The loader has compared every row with its request and its files.
      const opened = entries.map(({ data }) => data as unknown as OpenedRow)
      return { rows: opened.map(({ row }) => row), dataOf: new Map(opened.map(({ row, data }) => [row, data])) }
    })
  return found
}

let tables: Promise<Map<string, LayerTable>> | undefined

/** Every network of the site, by id. */
export function layerTables(): Promise<Map<string, LayerTable>> {
  if (!tables || import.meta.env.DEV) tables = readTables()
  return tables
}

async function readTables(): Promise<Map<string, LayerTable>> {
  const entries = await getCollection('models')
  return new Map(entries.map(({ data }) => parseLayerTable(data)).map((table) => [table.id, table]))
}

/** One of them. */
export async function layerTable(id: string): Promise<LayerTable> {
  return (await layerTables()).get(id)!
}

let asking: Promise<ReturnType<typeof createAsking>> | undefined

/** What the props of the site's figures may refer to. */
export function askingOf(): Promise<ReturnType<typeof createAsking>> {
  if (!asking || import.meta.env.DEV) asking = askingOfNetworks()
  return asking
}

async function askingOfNetworks() {
  const tables = await layerTables()
  const models = [...tables.keys()]
  return createAsking(
    (model) => {
      const table = tables.get(model)
      if (table) return table
      throw new Error(
        `unknown model: ${model} (public/models holds ${models.join(', ')}; add one with npm run add-model)`,
      )
    },
    models,
    namesOf,
  )
}

/** What the author calls the units of a network. */
export const namesOf = (network: Network): Record<string, string> =>
  readUnitNames(`public/models/${network.id}/names.json`, network)

/**
 * The artifact that answers a request, as a figure shows it.
 * @throws Error naming the request, who wants it, and the command that makes it
 */
export const madeFor = async (request: Request, wantedBy: string): Promise<Shown & { row: Row }> =>
  open(rowFor((await all()).rows, request, wantedBy), wantedBy)

/** The same where it has been made for another figure. */
export async function madeIfThere(request: Request): Promise<Shown | undefined> {
  const row = findRow((await all()).rows, request)
  if (!row) return undefined
  const { row: _, ...shown } = await open(row, 'no figure')
  return shown
}

/** The pictures of a network's units that are made with seed 0, by unit. */
export async function picturesOf(model: string): Promise<Map<string, Sheet>> {
  const own = (await all()).rows.filter(({ request }) => request.kind === 'picture' && request.model === model)
  return new Map(
    own
      .filter(({ request }) => request.seed === 0)
      .map((row) => [String(row.request.unit), sheetNamed(row, 'picture', 'no figure')]),
  )
}

async function open(row: Row, wantedBy: string): Promise<Shown & { row: Row }> {
  const { rows, dataOf } = await all()
  const table = (await layerTables()).get(row.request.model)
  const fault = table && originFault(row, table, (request) => findRow(rows, request))
  if (fault !== undefined)
    throw new Error(
      `stale artifact: ${describeRequest(row.request)}: ${fault} (wanted by ${wantedBy}). Run: npm run precompute`,
    )
  let data: unknown
  const files: Record<string, ShownFile> = {}
  for (const [name, kind] of Object.entries(artifactNamed(row.request.kind).files))
    if (kind.extension === 'json') data = kind.schema.parse(dataOf.get(row))
    else if (kind.tiled) files[name] = sheetNamed(row, name, wantedBy)
    else files[name] = { src: address(fileNamed(row, name, wantedBy).name), width: 0, height: 0, columns: 1, rows: 1 }
  return { row, data, files, scores: row.scores }
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
