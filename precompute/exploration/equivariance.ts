/**
 * Units of a layer whose tuning is the same up to a rotation, a reflection, a scale or a change of hue,
 * with what the same search finds in a network of shuffled weights.
 */
import { symmetries, symmetryNamed } from '../../src/circuits/symmetry/symmetries.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import { cells, type Protocol } from './protocols.ts'
import { cellAt, coordinates, type Tuned } from './selectivity.ts'

export interface Transformation {
  /** In words: `30°`, `× 2`, `mirrored`. */
  text: string
  /** For each cell the one it is moved from, −1 where that lies beyond an end. */
  from: Int32Array
}

export interface Search {
  /** A symmetry, as in `rotation`. */
  symmetry: string
  protocol: Protocol
  /** The first leaves everything in place; for a reflection there is none such. */
  transformations: Transformation[]
}

/** Cells that must be left in common. */
const LEAST_OVERLAP = 0.5

/** What each protocol can be searched for. */
export function searchesOf(protocol: Protocol): Search[] {
  const all = Object.entries(symmetries)
  const found: Search[] = []
  protocol.axes.forEach((values, axis) => {
    for (const [symmetry, { shifts: textsOf }] of all) {
      const text = textsOf?.(values)
      if (text) found.push({ symmetry, protocol, transformations: shifts(protocol, axis, text) })
    }
  })
  const { mirrored } = familyNamed(protocol.family)
  for (const [symmetry, { mirrors }] of all)
    if (mirrors && mirrored)
      found.push({ symmetry, protocol, transformations: [{ text: 'mirrored', from: mirror(protocol, mirrored) }] })
  return found
}

function shifts(protocol: Protocol, axis: number, text: (step: number) => string): Transformation[] {
  const { values, period } = protocol.axes[axis]
  const count = values.length
  const most = period ? count - 1 : Math.floor(count * (1 - LEAST_OVERLAP))
  const steps = [0]
  for (let step = 1; step <= most; step++) steps.push(step, ...(period ? [] : [-step]))
  return steps.map((step) => ({
    text: text(step),
    from: mapped(protocol, (at) => {
      const moved = at[axis] - step
      if (period) return at.with(axis, ((moved % count) + count) % count)
      return moved >= 0 && moved < count ? at.with(axis, moved) : null
    }),
  }))
}

/** Left becomes right: the axis of handedness runs backwards, and directions about the vertical. */
function mirror(protocol: Protocol, parameters: readonly string[]): Int32Array {
  return mapped(protocol, (at) =>
    at.map((index, axis) => {
      const { parameter, values, period } = protocol.axes[axis]
      if (!parameters.includes(parameter)) return index
      if (!period) return values.length - 1 - index
      // A spiral that begins at θ, mirrored, begins at 180° − θ.
      const turn = Math.round((values.length * 180) / period)
      return (((turn - index) % values.length) + values.length) % values.length
    }),
  )
}

const mapped = (protocol: Protocol, move: (at: number[]) => number[] | null): Int32Array =>
  Int32Array.from({ length: cells(protocol) }, (_, cell) => {
    const from = move(coordinates(protocol, cell))
    return from ? cellAt(protocol, from) : -1
  })

/** Correlation of one unit with another that is moved, over the cells that both have. */
export function likeness(a: Float64Array, b: Float64Array, from: Int32Array): number {
  let [n, sa, sb, aa, bb, ab] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < from.length; i++) {
    const j = from[i]
    if (j < 0) continue
    const [x, y] = [a[i], b[j]]
    n++
    sa += x
    sb += y
    aa += x * x
    bb += y * y
    ab += x * y
  }
  const spread = (n * aa - sa * sa) * (n * bb - sb * sb)
  return spread > 1e-12 * (aa * bb * n * n + 1e-300) ? (n * ab - sa * sb) / Math.sqrt(spread) : 0
}

export interface Match {
  likeness: number
  /** Index of the transformation. */
  by: number
}

/** How every unit matches every other; undefined for the units left out. */
export type Matches = (Match | undefined)[][]

/** The best transformation that takes each unit (column) to each other (row). */
export function matchesOf({ transformations }: Search, tunings: readonly (Tuned | undefined)[]): Matches {
  const standard = tunings.map((each) => each && standardized(each.mean))
  // Where every cell has its origin, likeness is a product of standardized grids.
  const whole = transformations.map(({ from }) => from.every((cell) => cell >= 0))
  const moved = standard.map((each) =>
    transformations.map(({ from }, by) =>
      each && whole[by] ? Float64Array.from(from, (cell) => each[cell]) : undefined,
    ),
  )
  return tunings.map((a, i) =>
    tunings.map((b, j) => {
      if (!a || !b || i === j) return undefined
      let best: Match = { likeness: -1, by: 0 }
      transformations.forEach(({ from }, by) => {
        const found = whole[by] ? product(standard[i]!, moved[j][by]!) : likeness(a.mean, b.mean, from)
        if (found > best.likeness) best = { likeness: found, by }
      })
      return best
    }),
  )
}

function standardized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0))
  return values.map((value) => (length > 0 ? (value - mean) / length : 0))
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** The units that a search is about: they repeat themselves, and the transformation matters to them. */
export const RELIABLE = 0.7

export interface Member extends Match {
  unit: number
}

/**
 * Families, the largest first: a unit, and those that are its own tuning, moved. Each unit is in one.
 * @param all of a layer's units
 * @param threshold the least likeness
 */
export function familiesOf(search: Search, all: Matches, threshold: number): Member[][] {
  const units = all.flatMap((row, unit) => (row.some((match) => match) ? [unit] : []))
  const matches = new Map<number, Member[]>()
  for (const unit of units)
    matches.set(unit, [
      { unit, likeness: 1, by: 0 },
      ...units.flatMap((other) => {
        const match = all[other][unit]
        return match && match.likeness >= threshold ? [{ unit: other, ...match }] : []
      }),
    ])
  const left = new Set(units)
  const found: Member[][] = []
  const { least, mirrors } = symmetryNamed(search.symmetry)
  while (left.size > 0) {
    let largest: Member[] = []
    for (const unit of left) {
      const members = matches.get(unit)!.filter((each) => left.has(each.unit))
      if (spread(members) > spread(largest)) largest = members
    }
    if (spread(largest) < least) break
    for (const { unit } of largest) left.delete(unit)
    const [lead, ...copies] = largest
    found.push([lead, ...copies.sort((a, b) => a.by - b.by || b.likeness - a.likeness)])
  }
  return found

  /** Copies of one orientation are no evidence: what counts is how many different ones there are. */
  function spread(members: readonly Member[]): number {
    return mirrors ? members.length : new Set(members.map(({ by }) => by)).size + members.length / 1000
  }
}

/** Likeness of each pair of different units at the best transformation. */
export const likenesses = (all: Matches): number[] =>
  all.flatMap((row) => row.flatMap((match) => (match ? [match.likeness] : [])))

/** The value below which a share of the values lies; `none` where there are no values. */
export function quantile(values: readonly number[], share: number, none: number): number {
  if (values.length === 0) return none
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}
