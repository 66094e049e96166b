/** Weights computed in the page as a sheet of pictures, as the artifact has them. */
import type { MovedWeights } from '../../circuits/symmetry/movedWeights.ts'
import { bitmap } from '../../widgets/bitmap.ts'
import type { Sheet } from '../../widgets/sheet.ts'

export function weightSheet({ height, width, weights }: MovedWeights): Sheet {
  const rgb = new Uint8Array(3 * height * width * weights.length)
  weights.forEach((own, i) => {
    const most = own.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
    own.forEach((value, at) => {
      rgb[i * own.length + at] = Math.round(127.5 + 127.5 * (most && value / most))
    })
  })
  const src = bitmap(rgb, height * weights.length, width)
  return { src, width, height, columns: 1, rows: weights.length }
}
