/** A figure of an article while the site is built: its props, its artifacts, and its widget as it is at rest. */
import type { Component } from 'svelte'
import { render } from 'svelte/server'
import type { Row } from '../artifacts/manifest.ts'
import { escapeJson } from '../escape.ts'
import type { DataTable } from '../vocabulary/dataTable.ts'
import type { AnyRequest, FigureKind, Shown } from '../vocabulary/figureKind.ts'
import { resolveProps } from '../vocabulary/props/resolveProps.ts'
import type { Addresses } from '../widgets/live/addresses.ts'
import { askingOf, layerTable, madeFor, madeIfThere } from './artifacts.ts'
import { renderedScenes } from './choices.ts'
import { namedUnit, unitName } from '../vocabulary/unitName.ts'
import { figureKinds } from './declarations.ts'
import { publishedOutline, publishedPictures, publishedTable } from '../site/publish/publishedFiles.ts'
import type { Asking } from '../vocabulary/figureKind.ts'
import { figureRequests, withModel } from './figureRequests.ts'

/** What a kind's `frame.ts` gives its widget beside what the artifacts hold: plain data. */
export type FrameExtra = (context: {
  id: string
  /** The props, resolved. */
  values: Record<string, unknown>
  at: Asking
  /** By name, as the kind declares them. */
  requests: Record<string, AnyRequest>
  made: Record<string, Shown>
}) => Promise<Record<string, unknown>>

const widgets = import.meta.glob<Component<{ given: unknown }>>('./*/Widget.svelte', { eager: true, import: 'default' })
const frames = import.meta.glob<FrameExtra>('./*/frame.ts', { eager: true, import: 'default' })

export interface FrameOfFigure {
  kind: FigureKind
  /** The folder of its kind. */
  folder: string
  /** The rows of the artifacts that it shows. */
  rows: Row[]
  made: Record<string, Shown>
  values: Record<string, unknown>
  table: DataTable | undefined
  /** The widget at rest; empty for a kind without one. */
  html: string
  /** What the widget is given when it comes alive, as JSON. */
  given: string
  /** Where what is known of its network lies. */
  network: string
  /** A unit as it is called: `upward curve · conv4/39`. */
  named: (unit: string) => string
  /** The author's words alone, where there are any. */
  nameOf: (unit: string) => string | undefined
}

/** Where the networks that a figure's props name lie, and the rendered scenes. */
async function addressesOf(values: Record<string, unknown>, { network, models }: Asking): Promise<Addresses> {
  const named = models.filter((id) => id === network.id || Object.values(values).includes(id))
  const tables = await Promise.all(named.map(layerTable))
  return {
    networks: Object.fromEntries(tables.map((table) => [table.id, publishedTable(table).address])),
    scenes: publishedPictures((await renderedScenes()).pictures).address,
  }
}

/**
 * @param written props as the author wrote them, `id` among them
 * @param article slug
 * @throws Error with the offending prop and what was allowed, or with the artifact that is missing
 */
export async function frameOf(
  element: string,
  written: Record<string, unknown>,
  { article, pathname }: { article: string; pathname: string },
): Promise<FrameOfFigure> {
  const found = figureKinds[element]
  if (!found) throw new Error(`unknown figure kind: ${element} (there are ${Object.keys(figureKinds).join(', ')})`)
  const { folder } = found
  const kind = withModel(found.kind)
  const id = String(written.id)
  const wantedBy = `<${element} id="${id}"> on ${pathname}`
  const at = (await askingOf())(written.model, article)
  const asked: Record<string, unknown> = resolveProps({ element, ...kind }, written, at)
  const rows: Row[] = []
  const made: Record<string, Shown> = {}
  const requests = figureRequests(found.kind, asked, at)
  for (const [name, request] of Object.entries(requests)) {
    const { row, ...shown } = await madeFor(request, wantedBy)
    rows.push(row)
    made[name] = shown
  }
  const values = { ...asked, ...(kind.begins?.(made as never, asked as never, at) as Record<string, unknown>) }
  const also: Record<string, Shown> = {}
  for (const [name, request] of Object.entries(kind.shows?.(values as never, at) ?? {})) {
    const shown = await madeIfThere(request)
    if (shown) also[name] = shown
  }
  const extra = await frames[`./${folder}/frame.ts`]?.({ values, at, requests, made, id })
  const { network, vocabulary } = at
  const given = { id, kind: folder, values, made, also, addresses: await addressesOf(values, at), ...extra }
  const Widget = widgets[`./${folder}/Widget.svelte`]
  const html = Widget ? (await render(Widget, { props: { given: { ...given, network, vocabulary } } })).body : ''
  const state = values as never
  const table = kind.table?.(kind.view(made as never, state, at) as never, state, at)
  return {
    kind,
    folder,
    rows,
    made,
    values,
    table,
    html,
    given: escapeJson(given),
    network: publishedOutline(await layerTable(network.id)).address,
    named: (unit) => namedUnit(network, unit),
    nameOf: (unit) => unitName(network, unit),
  }
}
