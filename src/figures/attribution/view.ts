/** What the widget shows of one method, the same from the artifact as from the worker. */
import type { AttributionData } from '../../artifacts/attribution/artifact.ts'
import type { Completeness } from '../../attribution/integratedGradients.ts'
import type { Method } from '../../attribution/methods.ts'
import type { Relevance } from '../../attribution/relevance.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatNumber, formatPercent } from '../../widgets/number.ts'

/** What is known of a picture. */
export interface Scene {
  /** Indices of the classes it shows. */
  classes: number[]
  /** Address of a picture whose grey levels say where: 1 the first class, 2 the second. */
  mask?: string
}

export interface MethodView {
  /** Absent while the picture is that of the artifact. */
  map?: Relevance
  peak: number
  /** Passes so far, while it is being refined. */
  progress?: string
  /** Of the positive mass in the right cells. */
  share?: number | null
  completeness?: Completeness
  /** Rank correlation with the trained network's map, where layers are drawn anew. */
  similarity?: number
}

export type Views = Record<string, MethodView>
/** Rank correlations by how many layers are drawn anew; the first, for none, is 1. */
export type Curves = Record<string, (number | undefined)[]>

export const viewsOfArtifact = ({ maps }: AttributionData): Views =>
  Object.fromEntries(maps.map(({ method, peak, share, completeness }) => [method, { peak, share, completeness }]))

export const curvesOfArtifact = ({ sanity }: AttributionData): Curves =>
  Object.fromEntries(sanity.map(({ method, rank }) => [method, [1, ...rank]]))

/** The number that judges a map, in words. */
export function verdict(view: MethodView): string {
  const said: string[] = []
  if (view.similarity !== undefined) said.push(`like the trained: ${formatNumber(view.similarity)}`)
  else if (view.share !== undefined)
    said.push(view.share === null ? 'nothing positive' : `in place: ${formatPercent(view.share)}`)
  if (view.completeness && view.similarity === undefined) {
    const { sum, difference } = view.completeness
    said.push(`sum ${formatNumber(sum)} of ${formatNumber(difference)}`)
  }
  return said.join(' · ')
}

/** The numbers of all maps as columns of a file. */
export const tableOf = (views: Views, curves: Curves, layers: readonly string[]): DataTable => ({
  columns: [
    'method',
    'share in place',
    'sum',
    'difference of scores',
    ...layers.map((layer) => `like the trained from ${layer} up`),
  ],
  rows: Object.entries(views).map(([method, { share, completeness }]) => [
    method,
    share ?? '',
    completeness?.sum ?? '',
    completeness?.difference ?? '',
    ...layers.map((_, i) => curves[method]?.[i + 1] ?? ''),
  ]),
})

export const attributionTable = (json: AttributionData): DataTable =>
  tableOf(viewsOfArtifact(json), curvesOfArtifact(json), json.layers)
