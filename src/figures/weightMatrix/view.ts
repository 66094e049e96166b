/** The weights between two families, in the order in which a figure shows them. */
import { decodeGrid, type Grid } from '../../vocabulary/grid.ts'
import type { WeightMatrixData } from '../../artifacts/weightMatrix/artifact.ts'
import type { FamilyMatrix } from '../../circuits/kernels/familyMatrix.ts'
import type { UnitFamily } from '../../vocabulary/unitFamily.ts'

/** What is shown of a kernel; a reader chooses between the last two beside the first. */
export type Show = 'weights' | 'template' | 'residual'

export const LABELS: Record<Show, string> = {
  weights: 'the weights',
  template: 'one pattern, turned',
  residual: 'the rest',
}

export interface Pair {
  upper: { channel: number; by: number }
  lower: { channel: number; by: number }
  /** What is the same for all pairs of a diagonal. */
  relation: number
  weights: Grid
  template: Grid
  residual: Grid
  /** Euclidean lengths. */
  norm: number
  templateNorm: number
  residualNorm: number
}

export interface View {
  upper: UnitFamily
  lower: UnitFamily
  /** `[upper][lower]`, as the members lie in their families. */
  pairs: Pair[][]
  /** The weight that gets full ink: three of a hundred are larger. */
  max: number
  share: number
  /** The share of so many orders of the units; of 0 while none is tried. */
  chance: { mean: number; high: number; shuffles: number }
}

type Found = Pick<View, 'upper' | 'lower' | 'share' | 'chance'> & { relations: number[][] }

function arrangedView({ relations, ...found }: Found, blocks: Grid[][], templates: Grid[][]): View {
  const { upper, lower } = found
  const pairs = upper.members.map((above, i) =>
    lower.members.flatMap((below, j): Pair[] => {
      const [weights, template] = [blocks[i]?.[j], templates[i]?.[j]]
      if (!weights || !template) return []
      const values = weights.values.map((value, cell) => value - (template.values[cell] ?? 0))
      return [
        {
          upper: above,
          lower: below,
          relation: relations[i]?.[j] ?? 0,
          weights,
          template,
          residual: { ...weights, values },
          norm: Math.hypot(...weights.values),
          templateNorm: Math.hypot(...template.values),
          residualNorm: Math.hypot(...values),
        },
      ]
    }),
  )
  const magnitudes = pairs.flat().flatMap(({ weights }) => Array.from(weights.values, Math.abs))
  const max = magnitudes.sort((a, b) => a - b)[Math.floor(0.97 * (magnitudes.length - 1))] ?? 0
  return { ...found, pairs, max }
}

export function viewOf({ upper, lower, relations, share, chance, ...json }: WeightMatrixData): View {
  const grids = (rows: WeightMatrixData['blocks']) => rows.map((row) => row.map(decodeGrid))
  return arrangedView({ upper, lower, relations, share, chance }, grids(json.blocks), grids(json.template))
}

export function viewOfMatrix(upper: UnitFamily, lower: UnitFamily, matrix: FamilyMatrix): View {
  const { relations, share, chance } = matrix
  const [height, width] = matrix.size
  const grids = (rows: readonly (readonly ArrayLike<number>[])[]) =>
    rows.map((row) => row.map((values) => ({ height, width, values: Float32Array.from(values) })))
  return arrangedView({ upper, lower, relations, share, chance }, grids(matrix.blocks), grids(matrix.template))
}

/** The pair whose kernel the pattern makes up most of. */
export const strongestPair = ({ pairs }: View): Pair =>
  pairs.flat().reduce((best, pair) => (pair.templateNorm > best.templateNorm ? pair : best))

/**
 * Pairs as rows and columns. By angle, columns begin where the strongest diagonal does, so that it runs from
 * the upper left corner.
 */
export function arranged(view: View, order: 'angle' | 'channel', step: number): Pair[][] {
  const { period } = view.lower
  const start = (strongestPair(view).relation - 0.5) * step
  const key = (by: number) => (((by - start) % period) + period) % period
  const byChannel = (a: Pair, b: Pair) => a.lower.channel - b.lower.channel
  const across = (a: Pair, b: Pair) => key(a.lower.by) - key(b.lower.by) || byChannel(a, b)
  const rows = view.pairs.map((row) => [...row].sort(order === 'channel' ? byChannel : across))
  const first = ([pair]: Pair[]) => pair?.upper.channel ?? 0
  return order === 'channel' ? rows.sort((a, b) => first(a) - first(b)) : rows
}

/** All kernels in one grid, a cell apart; the first begins at (0, 0). */
export function mosaic(rows: readonly Pair[][], show: Show): Grid {
  const columns = rows[0] ?? []
  const { height, width } = columns[0]?.weights ?? { height: 0, width: 0 }
  const [tall, wide] = [(height + 1) * rows.length - 1, (width + 1) * columns.length - 1]
  const values = new Float32Array(tall * wide)
  rows.forEach((row, i) =>
    row.forEach((pair, j) => {
      for (let y = 0; y < height; y++)
        values.set(
          pair[show].values.subarray(y * width, (y + 1) * width),
          (i * (height + 1) + y) * wide + j * (width + 1),
        )
    }),
  )
  return { height: tall, width: wide, values }
}
