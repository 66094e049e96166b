import { curveAnatomy, type CurveAnatomy } from '../../circuits/graph/curveAnatomy.ts'
import { unitFlop } from '../../model/flop.ts'
import type { Compute, Flop } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import { encodeGrid } from '../../vocabulary/grid.ts'
import type convAnatomy from './artifact.ts'
import type { ConvAnatomyData } from './artifact.ts'

export const compute: Compute<typeof convAnatomy, ConvAnatomyData> = async (model, requests) => {
  const computed: ConvAnatomyData[] = []
  for (const { unit, stimulus } of requests) computed.push(encodeAnatomy(await curveAnatomy(model, unit, stimulus)))
  return computed
}

export const flop: Flop<typeof convAnatomy> = ({ unit }, table) => unitFlop(unit, table)

/** Sums in full, grids at 63 levels. */
export function encodeAnatomy(anatomy: CurveAnatomy): ConvAnatomyData {
  const { height, width, values } = anatomy.image
  const brightness = Float32Array.from(
    { length: height * width },
    (_, i) => (values[3 * i] + values[3 * i + 1] + values[3 * i + 2]) / 3,
  )
  return {
    ...anatomy,
    bias: short(anatomy.bias),
    preactivation: short(anatomy.preactivation),
    value: short(anatomy.value),
    contributions: anatomy.contributions.map(({ channel, sum }) => ({ channel, sum: short(sum) })),
    parts: anatomy.parts.map(({ channel, sum, map, patch, kernel, product }) => ({
      channel,
      sum: short(sum),
      map: encodeGrid(map),
      patch: encodeGrid(patch),
      kernel: encodeGrid(kernel),
      product: encodeGrid(product),
    })),
    output: encodeGrid(anatomy.output),
    image: encodeGrid({ height, width, values: brightness }),
  }
}

const short = (value: number): number => significant(value, 6)
