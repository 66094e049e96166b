/** Responses as the columns of a file. */
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { valueAt, type Axis } from '../../vocabulary/axis.ts'

export const tuningTable = (
  units: readonly string[],
  responses: readonly ArrayLike<number>[],
  over: Axis,
  by: Axis | null,
): DataTable => ({
  columns: [over.parameter, ...(by ? [by.parameter] : []), ...units],
  rows: Array.from(responses[0]!, (_, i) => [
    valueAt(over, i % over.count),
    ...(by ? [valueAt(by, Math.floor(i / over.count))] : []),
    ...responses.map((values) => values[i]!),
  ]).filter((row) => row.every((value) => Number.isFinite(value))),
})
