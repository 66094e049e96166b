/** A convolution in double precision: each position's window as a row, which is then weighed like any other. */
import { affine, positiveShares } from './affineDouble.ts'
import type { DoublePrecision, Doubles } from './doublePrecision.ts'
import type { Extent } from '../vocabulary/extent.ts'
import type { Layer } from '../vocabulary/layerTable.ts'

/** What of a convolution says which values its windows hold. */
export interface Windows extends Layer {
  kernel: readonly [height: number, width: number]
  filters: number
  stride: readonly [down: number, across: number]
  padding: readonly [top: number, bottom: number, left: number, right: number]
  dilation: number
  groups: number
}

export const convolutionDouble: DoublePrecision<Windows> = {
  forward({ layer, inputs: [x], extent, kernel, bias }) {
    return affine(windows(x, layer, extent), kernel, bias, rowLength(x, layer), layer.filters)
  },
  relevance({ layer, inputs: [x], extent, kernel, relevance }) {
    const rows = positiveShares(relevance, windows(x, layer, extent), kernel, rowLength(x, layer), layer.filters)
    const result = new Float64Array(x.values.length)
    eachTap(x, layer, extent, (tap, value) => {
      result[value] += rows[tap]
    })
    return [result]
  },
}

const rowLength = ({ channels }: Extent, { kernel }: Windows): number => kernel[0] * kernel[1] * channels

/** `(positions, taps · C)`; zeros in the padding. */
function windows(x: Doubles, layer: Windows, output: Extent): Float64Array {
  if (layer.groups !== 1)
    throw new Error(`layer ${layer.name}: relevance is not known to pass through ${layer.groups} groups of channels`)
  // A window of one value at each position holds just the values.
  if (layer.kernel.every((n) => n === 1) && output.height === x.height && output.width === x.width) return x.values
  const rows = new Float64Array(output.height * output.width * rowLength(x, layer))
  eachTap(x, layer, output, (tap, value) => {
    rows[tap] = x.values[value]
  })
  return rows
}

/** Calls `visit` with each place in `windows` and that of the value which it holds. */
function eachTap(
  { height, width, channels }: Extent,
  { kernel: [tall, wide], stride, padding, dilation }: Windows,
  output: Extent,
  visit: (tap: number, value: number) => void,
): void {
  let tap = 0
  for (let y = 0; y < output.height; y++)
    for (let x = 0; x < output.width; x++)
      for (let v = 0; v < tall; v++)
        for (let u = 0; u < wide; u++) {
          const row = y * stride[0] - padding[0] + v * dilation
          const column = x * stride[1] - padding[2] + u * dilation
          const inside = row >= 0 && row < height && column >= 0 && column < width
          for (let c = 0; c < channels; c++, tap++) if (inside) visit(tap, (row * width + column) * channels + c)
        }
}
