import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { saidOf } from './verdict.ts'
import type { Asked, View } from './view.ts'

const atDepth = (value: number | null | undefined) => (value === null ? 'nothing to compare' : (value ?? ''))

/** The numbers of all maps as columns of a file; what is empty is said in words. */
export const attributionTable = (view: View, state: Asked, at: Surroundings): DataTable => ({
  columns: [
    'method',
    'share in place',
    'sum',
    'difference of scores',
    ...view.layers.map((layer) => `like the trained from ${layer} up`),
  ],
  rows: Object.entries(view.maps).map(([method, map]) => [
    method,
    saidOf(method, map, state, at) ?? (map.share === null ? 'nothing positive' : (map.share ?? '')),
    map.completeness?.sum ?? '',
    map.completeness?.difference ?? '',
    ...view.layers.map((_, i) => atDepth(view.curves[method]?.[i + 1])),
  ]),
})
