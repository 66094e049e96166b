/** From a layer's positions to pixels. */
import type { ReceptiveField } from '../vocabulary/network.ts'
import type { Relevance } from './relevance.ts'

/**
 * Bilinear interpolation between the centres of the units' receptive fields: unit (0, 0) is centred at
 * pixel `offset`, the next `stride` pixels on. Beyond the outermost centres their values go on.
 */
export function upsample(
  { height: rows, width: columns, values }: Relevance,
  { stride, offset }: Pick<ReceptiveField, 'stride' | 'offset'>,
  { height, width }: { height: number; width: number },
): Relevance {
  const result = new Float32Array(height * width)
  const ys = weights(height, rows, offset[0], stride[0])
  const xs = weights(width, columns, offset[1], stride[1])
  for (let y = 0; y < height; y++) {
    const { from: top, to: bottom, share: down } = ys[y]
    for (let x = 0; x < width; x++) {
      const { from: left, to: right, share } = xs[x]
      const row = (r: number) => (1 - share) * values[r * columns + left] + share * values[r * columns + right]
      result[y * width + x] = (1 - down) * row(top) + down * row(bottom)
    }
  }
  return { height, width, values: result }
}

/** For each pixel of an axis: the unit before and after it, and how far it is on the way. */
function weights(pixels: number, units: number, offset: number, stride: number) {
  return Array.from({ length: pixels }, (_, pixel) => {
    const at = Math.max(0, Math.min(units - 1, (pixel - offset) / stride))
    const from = Math.floor(at)
    return { from, to: Math.min(units - 1, from + 1), share: at - from }
  })
}
