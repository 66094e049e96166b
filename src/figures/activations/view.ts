/** What the widget shows, the same from the artifact as from the worker. */
import type { ActivationsData } from '../../artifacts/activations/artifact.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Sheet } from '../../widgets/sheet.ts'

/** What a reader can change of the maps. */
export interface Asked {
  layer: string
  channel: number
}

export interface View extends ActivationsData {
  /** `(C, H, W)`; absent in the first frame, which is a sheet. */
  values?: Float32Array
  /** Channels as their maps stand: by `order`, but for a stroke in progress, while which they stay. */
  standing: readonly number[]
  /** The picture, in words. */
  caption: string
}

export const viewOf = (data: ActivationsData, caption: string): View => ({ ...data, standing: data.order, caption })

export type Peak = ActivationsData['peaks'][number]

/** Whether a channel is 0 at every position. */
export const isEmpty = ({ value }: Peak): boolean => value === 0

/** The channel that is shown large: the strongest where none was chosen, or that of another layer. */
export const selectedIn = (view: View, { layer, channel }: Asked): number =>
  layer === view.layer && channel >= 0 ? channel : (view.order[0] ?? 0)

export function mapOf({ values, height, width }: View, channel: number): Grid | undefined {
  const from = channel * height * width
  return values && { height, width, values: values.subarray(from, from + height * width) }
}

/** The value of a channel at a row and column; undefined in the first frame. */
export const valueAt = (view: View, channel: number, [y, x]: readonly [number, number]): number | undefined =>
  view.values?.[(channel * view.height + y) * view.width + x]

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
        const sign = (data[at] ?? 0) >= (data[at + 2] ?? 0) ? 1 : -1
        values[(channel * height + y) * width + x] = (sign * max * (data[at + 3] ?? 0)) / 255
      }
  return values
}

export const activationsTable = ({ layer, peaks }: View): DataTable => ({
  columns: ['unit', 'peak', 'row', 'column'],
  rows: peaks.map((peak, channel) => [
    `${layer}/${channel}`,
    peak.value,
    ...(isEmpty(peak) ? ['everywhere', 'everywhere'] : peak.at),
  ]),
})
