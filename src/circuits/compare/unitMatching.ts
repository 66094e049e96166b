/**
 * Which unit of one network is like which of another, by their responses to the same stimuli, after Li et
 * al. 2015, "Convergent Learning: Do Different Neural Networks Learn The Same Representations?" (arXiv
 * 1511.07543): `(responses, responses) → correlations → matches`.
 */
import { correlation } from './correlation.ts'

/** One list per unit, one value per stimulus. */
export type Responses = readonly ArrayLike<number>[]

/** The likeness of every unit of `a` (row) to every unit of `b` (column); 0 where one of them never changes. */
export const correlations = (a: Responses, b: Responses): number[][] =>
  a.map((one) => b.map((other) => correlation(one, other)))

/** The most alike of each row; the first of several. */
export const bestMatches = (matrix: readonly (readonly number[])[]): number[] =>
  matrix.map((row) => row.reduce((best, value, i) => (value > row[best] ? i : best), 0))

/**
 * The one-to-one matching whose correlations have the largest sum: the Hungarian method with potentials
 * (Kuhn 1955; Jonker and Volgenant 1987), O(rows² · columns).
 * @returns for each row its column; −1 for those left over where there are more rows than columns
 */
export function optimalMatching(matrix: readonly (readonly number[])[]): number[] {
  const [rows, columns] = [matrix.length, matrix[0]?.length ?? 0]
  if (rows > columns) {
    const turned = Array.from({ length: columns }, (_, j) => matrix.map((row) => row[j]))
    const found = new Array<number>(rows).fill(-1)
    optimalMatching(turned).forEach((row, column) => (found[row] = column))
    return found
  }
  // Index 0 stands for "none"; rowOf[j] is the row that has column j.
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(columns + 1)
  const rowOf = new Int32Array(columns + 1)
  const cameFrom = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row
    let column = 0
    const least = new Float64Array(columns + 1).fill(Infinity)
    const done = new Uint8Array(columns + 1)
    do {
      done[column] = 1
      const at = rowOf[column]
      let [step, next] = [Infinity, 0]
      for (let j = 1; j <= columns; j++) {
        if (done[j]) continue
        const cost = -matrix[at - 1][j - 1] - rowPotential[at] - columnPotential[j]
        if (cost < least[j]) {
          least[j] = cost
          cameFrom[j] = column
        }
        if (least[j] < step) [step, next] = [least[j], j]
      }
      for (let j = 0; j <= columns; j++)
        if (done[j]) {
          rowPotential[rowOf[j]] += step
          columnPotential[j] -= step
        } else least[j] -= step
      column = next
    } while (rowOf[column] !== 0)
    while (column) {
      rowOf[column] = rowOf[cameFrom[column]]!
      column = cameFrom[column]!
    }
  }
  const found = new Array<number>(rows).fill(-1)
  for (let j = 1; j <= columns; j++) if (rowOf[j]) found[rowOf[j] - 1] = j - 1
  return found
}

export interface UnitMatch {
  /** Channels of the two networks. */
  unit: number
  match: number
  /** On the stimuli that the match was not chosen by. */
  correlation: number
}

/**
 * Each unit that responds at all with the unit of the other network that is most like it: chosen on every
 * other group of stimuli, measured on the rest, so that the best of many is not thought better than it is.
 * @param oneToOne the optimal matching in place of the best match of each
 * @param group stimuli that belong together follow one another in groups of this size: families that take turns, cells
 * of one picture
 */
export function matchUnits(a: Responses, b: Responses, oneToOne = false, group = 1): UnitMatch[] {
  const half = (all: Responses, which: 0 | 1) =>
    all.map((values) => Array.from(values).filter((_, i) => Math.floor(i / group) % 2 === which))
  const responds = (values: ArrayLike<number>) => Array.from(values).some((value) => value !== values[0])
  const [chosen, other] = [half(a, 0), half(b, 0)]
  const [heldA, heldB] = [half(a, 1), half(b, 1)]
  const matrix = correlations(chosen, other)
  const matches = oneToOne ? optimalMatching(matrix) : bestMatches(matrix)
  return matches.flatMap((match, unit) =>
    match < 0 || !responds(a[unit]) ? [] : [{ unit, match, correlation: correlation(heldA[unit], heldB[match]) }],
  )
}
