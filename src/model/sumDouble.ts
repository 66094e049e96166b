/** The sum of layers in double precision, and how relevance is shared among them. */
import { share, type DoublePrecision } from './doublePrecision.ts'
import type { Layer } from '../vocabulary/layerTable.ts'

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

/**
 * Each input gets its part of every sum. Where parts differ in sign both may grow beyond all bounds, so that each input's
 * whole is then set to its share of their magnitudes (Chefer, Gur and Wolf, CVPR 2021, arXiv 2012.09838, eq. 8 and 9).
 */
export const sumDouble: DoublePrecision<Layer> = {
  forward: ({ inputs, extent }) =>
    Float64Array.from({ length: extent.height * extent.width * extent.channels }, (_, i) =>
      inputs.reduce((sum, { values }) => sum + values[i], 0),
    ),
  relevance({ inputs, output, relevance }) {
    const parts = inputs.map(({ values }) => values.map((x, i) => x * share(relevance[i], output.values[i])))
    const wholes = parts.map(total)
    const magnitude = wholes.reduce((sum, whole) => sum + Math.abs(whole), 0)
    const all = total(relevance)
    return parts.map((part, i) => {
      const factor = share(Math.abs(wholes[i]), magnitude) * share(all, wholes[i])
      return part.map((value) => value * factor)
    })
  },
}
