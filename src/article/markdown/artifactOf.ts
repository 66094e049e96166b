import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describeRequest } from '../../artifacts/kinds.ts'
import { findRow, MANIFEST_FILE, rowFor, type Row } from '../../artifacts/manifest.ts'
import { openRow, soundRows } from '../../artifacts/trust/openArtifacts.ts'
import { originFault } from '../../artifacts/trust/originFault.ts'
import { createAsking } from '../../figures/asking.ts'
import { figureKinds } from '../../figures/declarations.ts'
import { requestsWritten } from '../../figures/figureRequests.ts'
import { parseLayerTable } from '../../model/parseLayerTable.ts'
import { AuthorError, type Place } from './authorError.ts'

/** A figure as an article writes it. */
export interface ArticleFigure {
  /** Name of its element, one of `figureKinds`. */
  kind: string
  props: Record<string, unknown>
  place: Place
}

/** Set while the article is read by plugins that ran before; the figure kinds know nothing of it. */
const SHELL = ['number', 'article', 'shows']

/**
 * What the figure's first artifact says: its JSON, else the manifest's row with scores and steps.
 * @throws AuthorError for props that the kind refuses, and for an artifact that is not made
 */
export function artifactOf({ kind, props, place }: ArticleFigure, publicDir: string): unknown {
  const json = (path: string): unknown => JSON.parse(readFileSync(join(publicDir, path), 'utf8'))
  const written = Object.fromEntries(Object.entries(props).filter(([name]) => !SHELL.includes(name)))
  try {
    const found = figureKinds[kind]
    if (!found) throw new Error(`<${kind}> shows nothing that is computed`)
    const tableOf = (model: string) => parseLayerTable(json(`models/${model}/model.json`))
    const at = createAsking(tableOf, modelsIn(publicDir))(written.model, basename(dirname(place.path)))
    const [request] = Object.values(requestsWritten(kind, found.kind, written, at))
    if (!request) throw new Error(`<${kind} id="${String(props.id)}"> shows nothing that is computed`)
    const folder = join(publicDir, 'artifacts')
    const rows = rowsOf(folder)
    const row = rowFor(rows, request, `<Value of="${String(props.id)}">`)
    const fault = originFault(row, tableOf(request.model), (need) => findRow(rows, need))
    if (fault !== undefined) throw new Error(`stale artifact: ${describeRequest(request)}: ${fault}`)
    return openRow(folder, row).data ?? row
  } catch (error) {
    const message = (error as Error).message.replace(/\nRun: npm run precompute$/, '')
    throw new AuthorError(place, message, 'Run: npm run precompute')
  }
}

/** Ids of the site's networks, in order. */
function modelsIn(publicDir: string): string[] {
  const folder = join(publicDir, 'models')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'model.json')))
    .sort()
}

const read = new Map<string, { modified: number; rows: Row[] }>()

/** The rows of a manifest, read again when it has changed: an article names many values. */
function rowsOf(folder: string): Row[] {
  const modified = statSync(join(folder, MANIFEST_FILE), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const known = read.get(folder)
  if (known?.modified === modified) return known.rows
  const rows = soundRows(folder)
  read.set(folder, { modified, rows })
  return rows
}
