import { cosine } from '../../vocabulary/cosine.ts'
import {
  gradientBetween,
  weightsBetween,
  type GradientFrame,
  type Weights,
} from '../../circuits/linear/weightsBetween.ts'
import { unitFlop } from '../../model/flop.ts'
import type { Compute, Flop } from '../compute.ts'
import { encodeGrid } from '../../vocabulary/grid.ts'
import type kernel from './artifact.ts'
import type { KernelData } from './artifact.ts'

export const compute: Compute<typeof kernel, KernelData> = async (model, requests, _, readers) => {
  const computed: KernelData[] = []
  for (const { to, from, relu, maxPool, image: name, families, perFamily, seed } of requests) {
    const bytes =
      name === null ? undefined : await readers.picture(name, model.table.input.height, model.table.input.width)
    const image = bytes && { image: Float32Array.from(bytes, (value) => value / 255) }
    const found = await weightsBetween(model, { to, from, relu, maxPool, ...image })
    let last: GradientFrame | undefined
    for await (const frame of gradientBetween(model, { to, from, families, perFamily, seed })) last = frame
    if (!last) throw new Error(`no gradient between ${from} and ${to}: no stimulus was shown`)
    computed.push(encoded(found, last))
  }
  return computed
}

/** Forward and back for each stimulus. */
export const flop: Flop<typeof kernel> = ({ families, perFamily, to }, table) =>
  3 * perFamily * families.length * unitFlop(to, table)

/** Norms in full, grids at 63 levels. */
function encoded(
  { window, kernel, expanded, strongest }: Weights,
  { total, active, grids }: GradientFrame,
): KernelData {
  const all = (each: Weights['expanded']) => each.flatMap(({ values }) => [...values])
  return {
    window,
    ...(kernel && { kernel: encodeGrid(kernel) }),
    expanded: expanded.map(encodeGrid),
    strongest: strongest.map(({ channel, norm, grid }) => ({
      channel,
      norm: Number(norm.toPrecision(4)),
      grid: encodeGrid(grid),
    })),
    gradient: { total, active: Number(active.toFixed(4)), grids: grids.map(encodeGrid) },
    agreement: Number(cosine(all(expanded), all(grids)).toFixed(4)),
  }
}
