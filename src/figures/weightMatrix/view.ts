/** The weights between two families, in the order in which a figure shows them. */
import type { Grid } from '../../circuits/graph/anatomy.ts'
import type { FamilyMatrix, LayerFamily } from '../../circuits/kernels/familyMatrix.ts'
import type { WeightMatrixData } from '../../artifacts/weightMatrix/artifact.ts'
import { decodeGrid } from '../../artifacts/grid.ts'
import type { Show, WeightMatrixState } from './state.ts'

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

export interface MatrixView {
  upper: LayerFamily
  lower: LayerFamily
  /** `[upper][lower]`, as the members lie in their families. */
  pairs: Pair[][]
  /** The weight that gets full ink: three of a hundred are larger. */
  max: number
  /** Of the diagonal with the strongest template. */
  strongest: number
  share: number
  /** Of so many orders of the units; 0 while none is tried. */
  chance: { mean: number; high: number; shuffles: number }
}

type Rows = Grid[][]

function viewOf(
  upper: LayerFamily,
  lower: LayerFamily,
  blocks: Rows,
  template: Rows,
  { relations, share, chance }: Pick<FamilyMatrix, 'relations' | 'share' | 'chance'>,
): MatrixView {
  const pairs = blocks.map((row, i) =>
    row.map((weights, j): Pair => {
      const pattern = template[i]![j]!
      const values = weights.values.map((value, cell) => value - pattern.values[cell]!)
      return {
        upper: upper.members[i]!,
        lower: lower.members[j]!,
        relation: relations[i]![j]!,
        weights,
        template: pattern,
        residual: { ...weights, values },
        norm: Math.hypot(...weights.values),
        templateNorm: Math.hypot(...pattern.values),
        residualNorm: Math.hypot(...values),
      }
    }),
  )
  const all = pairs.flat()
  const magnitudes = all.flatMap(({ weights }) => Array.from(weights.values, Math.abs)).sort((a, b) => a - b)
  const strongest = all.reduce((best, pair) => (pair.templateNorm > best.templateNorm ? pair : best)).relation
  const max = magnitudes[Math.floor(0.97 * (magnitudes.length - 1))]!
  return { upper, lower, pairs, max, strongest, share, chance }
}

export function viewOfJson(json: WeightMatrixData): MatrixView {
  const grids = (rows: WeightMatrixData['blocks']) => rows.map((row) => row.map(decodeGrid))
  return viewOf(json.upper, json.lower, grids(json.blocks), grids(json.template), json)
}

export function viewOfMatrix(upper: LayerFamily, lower: LayerFamily, matrix: FamilyMatrix): MatrixView {
  const [height, width] = matrix.size
  const grids = (rows: readonly (readonly ArrayLike<number>[])[]) =>
    rows.map((row) => row.map((values) => ({ height, width, values: Float32Array.from(values) })))
  return viewOf(upper, lower, grids(matrix.blocks), grids(matrix.template), matrix)
}

/**
 * Pairs as rows and columns. By angle, columns begin where the strongest diagonal does, so that it runs from
 * the upper left corner.
 */
export function arranged(
  { pairs, lower, strongest }: MatrixView,
  order: WeightMatrixState['order'],
  step: number,
): Pair[][] {
  const channels = order === 'channel'
  const key = (by: number) => (((by - (strongest - 0.5) * step) % lower.period) + lower.period) % lower.period
  const columns = [...lower.members.keys()].sort((a, b) => {
    const [x, y] = [lower.members[a]!, lower.members[b]!]
    return channels ? x.channel - y.channel : key(x.by) - key(y.by) || x.channel - y.channel
  })
  const rows = channels ? [...pairs].sort((a, b) => a[0]!.upper.channel - b[0]!.upper.channel) : pairs
  return rows.map((row) => columns.map((column) => row[column]!))
}

/** All kernels in one grid, a cell apart; the first begins at (0, 0). */
export function mosaic(rows: readonly Pair[][], show: Show): Grid {
  const { height, width } = rows[0]![0]!.weights
  const [tall, wide] = [(height + 1) * rows.length - 1, (width + 1) * rows[0]!.length - 1]
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
