/**
 * `familyTemplate(weights, …)` → how much of the weights between two families of units is one pattern, moved.
 *
 * In a family every unit is a copy of the first, turned (mirrored, enlarged, of another hue). Where the
 * circuit between two families keeps that symmetry, the kernel from one unit to another depends on how far
 * they are turned against each other, and is itself turned with them (Olah et al. 2020, “Naturally Occurring
 * Equivariance in Neural Networks”, doi 10.23915/distill.00024.004). The template is the set of weights of
 * that form which is nearest to the weights there are: for quarter turns the plain average along each
 * diagonal of kernels turned back, for others its least-squares counterpart, since turning a kernel of a
 * few cells blurs it.
 */
import type { Rng } from '../../vocabulary/rng.ts'
import { applyOperator, kernelOperator, type Operator } from '../linear/kernelOperator.ts'
import { symmetryNamed } from '../symmetry/symmetries.ts'
import { positiveDefinite } from '../parts/positiveDefinite.ts'

export interface Member {
  channel: number
  /** How it is moved against the family's lead: degrees, a factor of scale, or 1 for mirrored. */
  by: number
}

export interface Family {
  members: readonly Member[]
  /** Degrees after which a rotated unit is itself again: 360, 180 or 90. */
  period: number
}

export interface FamilyWeights {
  /** As in `rotation`. */
  symmetry: string
  /** The rows and the columns of `blocks`. */
  upper: Family
  lower: Family
  /** Height and width of a kernel. */
  size: readonly [number, number]
  /** `blocks[upper][lower]`: the kernel between two units, row by row. */
  blocks: readonly (readonly ArrayLike<number>[])[]
}

export interface TemplateOptions {
  /** Pairs whose relation differs by less share a template: degrees, or octaves of scale. */
  step: number
  rng: Rng
  /** How often the same is done with the members in random order; 200 when absent, and 0 leaves chance unmeasured. */
  shuffles?: number
}

export interface FamilyTemplate {
  /** As `blocks`; what they deviate from it by is the residual. */
  template: Float64Array[][]
  /** Which diagonal each pair lies on: its relation in steps. */
  relations: number[][]
  /** Share of the weights' squared norm that the template explains, 0 to 1. */
  share: number
  /** The same share where the members of both families change places at random: mean, and the value that 95 % stay below. */
  chance: { mean: number; high: number; shuffles: number }
}

/** Keeps the equations solvable where a turned cell falls outside; relative to a diagonal of ones. */
const RIDGE = 1e-9

/** @throws Error where the blocks are not one per pair, or of another size */
export function familyTemplate(weights: FamilyWeights, { step, rng, shuffles = 200 }: TemplateOptions): FamilyTemplate {
  const { upper, lower, blocks } = weights
  check(weights)
  const fit = fitter(weights, step)
  const template = fit.fitted()
  const total = squares(blocks)
  const shares: number[] = []
  for (let i = 0; i < shuffles; i++) {
    const rows = permutation(upper.members.length, rng)
    const columns = permutation(lower.members.length, rng)
    shares.push(fit.explained(rows, columns) / total)
  }
  shares.sort((a, b) => a - b)
  return {
    template,
    relations: fit.relations,
    share:
      1 -
      squares(
        blocks.map((row, i) =>
          row.map((block, j) => Float64Array.from(block, (value, cell) => value - template[i][j][cell])),
        ),
      ) /
        total,
    chance: {
      mean: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shuffles),
      high: shares[Math.ceil(0.95 * shuffles) - 1] ?? 0,
      shuffles,
    },
  }
}

/** How the template of a diagonal is moved to lie on a pair. */
interface Move {
  operator: Operator
  /** A block moved back so: what it adds to the right side of a diagonal's equations. */
  back(row: number, column: number): Float64Array
}

interface Pair {
  row: number
  column: number
  move: Move
}

/** The projection on weights that keep the symmetry; its equations depend on the members' places alone. */
function fitter({ symmetry, upper, lower, size, blocks }: FamilyWeights, step: number) {
  const count = size[0] * size[1]
  const moves = new Map<number, Move>()
  const moveOf = (by: number) => {
    let known = moves.get(by)
    if (!known) {
      const operator = kernelOperator(symmetry, by, size)
      const transpose = transposed(operator)
      const moved: (Float64Array | undefined)[][] = blocks.map((row) => row.map(() => undefined))
      const back = (row: number, column: number) => (moved[row][column] ??= transpose(blocks[row][column]))
      known = { operator, back }
      moves.set(by, known)
    }
    return known
  }
  const diagonals = new Map<number, Pair[]>()
  const relations = upper.members.map((above, row) =>
    lower.members.map((below, column) => {
      const placed = symmetryNamed(symmetry).placements({
        upper: above.by,
        lower: below.by,
        upperPeriod: upper.period,
        lowerPeriod: lower.period,
        step,
      })
      for (const { relation, by } of placed) {
        const diagonal = diagonals.get(relation) ?? []
        diagonal.push({ row, column, move: moveOf(by) })
        diagonals.set(relation, diagonal)
      }
      return placed[0].relation
    }),
  )
  const solved = [...diagonals.values()].map((pairs) => {
    const normal = new Float64Array(count * count)
    for (const { move } of pairs) addGram(normal, move.operator)
    for (let i = 0; i < count; i++) normal[i * count + i] += RIDGE * pairs.length
    // A pair can lie on its diagonal in several ways.
    const times = pairs.filter(({ row, column }) => row === pairs[0].row && column === pairs[0].column).length
    return { pairs, times, solve: positiveDefinite(normal, count) }
  })
  const right = (pairs: Pair[], rows: readonly number[], columns: readonly number[]) => {
    const sum = new Float64Array(count)
    for (const { row, column, move } of pairs) {
      const back = move.back(rows[row], columns[column])
      for (let i = 0; i < count; i++) sum[i] += back[i]
    }
    return sum
  }
  const inOrder = { rows: [...upper.members.keys()], columns: [...lower.members.keys()] }
  return {
    relations,
    fitted(): Float64Array[][] {
      const found: Float64Array[][] = relations.map((row) => row.map(() => new Float64Array(count)))
      for (const { pairs, solve } of solved) {
        const canonical = solve(right(pairs, inOrder.rows, inOrder.columns))
        // It gets the same from each of them.
        for (const { row, column, move } of pairs) found[row][column] = applyOperator(move.operator, canonical)
      }
      return found
    },
    /**
     * With the members in another order: the squared norm of what is fitted, as the product of solution and
     * right side.
     */
    explained(rows: readonly number[], columns: readonly number[]): number {
      let sum = 0
      for (const { pairs, times, solve } of solved) {
        const wanted = right(pairs, rows, columns)
        const canonical = solve(wanted)
        let product = 0
        for (let i = 0; i < count; i++) product += wanted[i] * canonical[i]
        sum += product / times
      }
      return sum
    },
  }
}

function addGram(sum: Float64Array, { count, values }: Operator): void {
  for (let row = 0; row < count; row++)
    for (let i = 0; i < count; i++) {
      const value = values[row * count + i]
      if (value === 0) continue
      for (let j = 0; j < count; j++) sum[i * count + j] += value * values[row * count + j]
    }
}

/** The operator's transpose, applied; of a cell's weights all but a few are zero. */
function transposed({ count, values }: Operator): (block: ArrayLike<number>) => Float64Array {
  const filled = Int32Array.from([...values.keys()].filter((i) => values[i] !== 0))
  const to = filled.map((i) => i % count)
  const from = filled.map((i) => Math.floor(i / count))
  const weights = Float64Array.from(filled, (i) => values[i])
  return (block) => {
    const moved = new Float64Array(count)
    for (let i = 0; i < to.length; i++) moved[to[i]] += weights[i] * block[from[i]]
    return moved
  }
}

const squares = (blocks: readonly (readonly ArrayLike<number>[])[]): number =>
  blocks.flat().reduce((sum, block) => {
    let own = 0
    for (let i = 0; i < block.length; i++) own += block[i] ** 2
    return sum + own
  }, 0)

/** Fisher and Yates's shuffle. */
function permutation(count: number, rng: Rng): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = rng.integer(0, i)
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}

function check({ upper, lower, size: [height, width], blocks }: FamilyWeights): void {
  const [rows, columns] = [upper.members.length, lower.members.length]
  if (rows === 0 || columns === 0)
    throw new Error(`a family without members: ${rows} above, ${columns} below (at least one each)`)
  if (blocks.length !== rows || blocks.some((row) => row.length !== columns))
    throw new Error(
      `weights of ${blocks.length} × ${blocks[0]?.length ?? 0} pairs for families of ${rows} and ${columns}`,
    )
  const odd = blocks.flat().find((block) => block.length !== height * width)
  if (odd) throw new Error(`kernel of ${odd.length} values (size ${height} × ${width} needs ${height * width})`)
}
