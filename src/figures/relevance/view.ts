/** What the widget shows, the same from the artifact as from the worker. */
import type { RelevanceData } from '../../artifacts/relevance/artifact.ts'
import type { Explained } from '../../attribution/tokens/explain.ts'
import type { Pixels } from '../../model/pixels.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'

/** What a reader can change. */
export interface Asked {
  index: number
  other: number
  random: number
}

export interface PatchMap {
  values: ArrayLike<number>
  /** The share of the positive mass where the class is. */
  share?: number | null
  /** Of what was asked before. */
  older?: boolean
}

export interface View {
  rows: number
  columns: number
  guesses: RelevanceData['guesses']
  /** By method, one for each class. */
  maps: Record<string, PatchMap[]>
  /** Of the first class: the sum of relevance after every block, the class's side first. */
  sums: RelevanceData['sums'][number]
  /** The picture, where it was chosen here. */
  picture?: Pixels
  caption: string
}

export const viewOf = (
  { rows, columns, guesses, maps, sums }: RelevanceData,
  methods: string[],
  caption: string,
): View => ({
  rows,
  columns,
  guesses,
  maps: Object.fromEntries(methods.map((method, i) => [method, maps.map((each) => each[i]!)])),
  sums: sums[0] ?? [],
  caption,
})

/** Every map marked as being of what was asked before. */
export const aged = (view: View): View['maps'] =>
  Object.fromEntries(
    Object.entries(view.maps).map(([method, maps]) => [method, maps.map((map) => ({ ...map, older: true }))]),
  )

export function withMap(view: View, { at, method, map, share }: Explained): View {
  const maps = [...(view.maps[method] ?? [])]
  maps[at] = { values: map, ...(share !== undefined && { share }) }
  return { ...view, maps: { ...view.maps, [method]: maps } }
}

/** The share of maps that are of what is asked. */
export function doneOf({ maps }: View): number {
  const all = Object.values(maps).flat()
  return all.filter(({ older }) => !older).length / all.length
}

export const isEmpty = ({ values }: PatchMap): boolean => Array.from(values).every((value) => value === 0)

/** The magnitude that gets full ink. */
export const peakOf = ({ values }: PatchMap): number =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** How alike two classes' maps are: the correlation of their patches; null where one is constant. */
export function alike([a, b]: readonly PatchMap[]): number | null {
  if (!a || !b) return null
  const count = a.values.length
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / count
  const [ma, mb] = [mean(a.values), mean(b.values)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    const [da, db] = [(a.values[i] ?? 0) - ma, (b.values[i] ?? 0) - mb]
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null
}

export const relevanceTable = ({ maps, columns }: View): DataTable => ({
  columns: ['method', 'class', 'row', 'column', 'value'],
  rows: Object.entries(maps).flatMap(([method, both]) =>
    both.flatMap((map, at) =>
      Array.from(map.values, (value, i) => [
        method,
        at === 0 ? 'first' : 'second',
        Math.floor(i / columns),
        i % columns,
        value,
      ]),
    ),
  ),
})
