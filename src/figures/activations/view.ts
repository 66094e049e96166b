/** What the widget shows, the same from the artifact as from the worker. */
import type { ActivationsData } from '../../artifacts/activations/artifact.ts'
import type { Grid } from '../../circuits/graph/anatomy.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Sheet } from '../../widgets/sheet.ts'

export interface View extends ActivationsData {
  /** `(C, H, W)`; absent in the first frame, which is a sheet. */
  values?: Float32Array
}

export function mapOf({ values, height, width }: View, channel: number): Grid | undefined {
  const from = channel * height * width
  return values && { height, width, values: values.subarray(from, from + height * width) }
}

/** The value of a channel at a row and column; NaN in the first frame. */
export const valueAt = (view: View, channel: number, [y, x]: readonly [number, number]): number =>
  view.values?.[(channel * view.height + y) * view.width + x] ?? NaN

/** Reads the values back from the sheet: its opacities are 256 levels up to `max`. */
export function valuesOfSheet(
  { max, order, height, width }: ActivationsData,
  { columns }: Pick<Sheet, 'columns'>,
  { data, width: across }: { data: Uint8ClampedArray; width: number },
): Float32Array {
  const values = new Float32Array(order.length * height * width)
  for (const [i, channel] of order.entries())
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const row = Math.floor(i / columns) * height + y
        const at = 4 * (row * across + (i % columns) * width + x)
        const sign = data[at]! >= data[at + 2]! ? 1 : -1
        values[(channel * height + y) * width + x] = (sign * max * data[at + 3]!) / 255
      }
  return values
}

export const activationsTable = ({ layer, peaks }: View): DataTable => ({
  columns: ['unit', 'peak', 'row', 'column'],
  rows: peaks.map(({ value, at }, channel) => [`${layer}/${channel}`, value, ...at]),
})
