/** Responses along an axis, possibly with gaps that are still to be computed (NaN). */
import { size, valueAt, type Axis } from '../vocabulary/axis.ts'

/**
 * Stimuli of a first curve, and what it makes do with where they take long; each a share of a turn. At conv7,
 * 36 are 4.9 GFLOP: within 75 ms two workers have time for them at 33 GFLOP/s each, and otherwise for fewer.
 */
const CURVE = [36, 18, 12, 9, 6] as const
/** The same of a map: strides along and down, from fine to coarse. */
const MAP = [
  [3, 4],
  [6, 4],
  [6, 8],
  [12, 8],
  [12, 16],
] as const

/**
 * Indices in the order in which they are computed: a coarse curve or map first, then what lies between.
 * @param most how many there is time for at first; a picture can do with no less than its coarsest
 */
export function passes(over: Axis, by: Axis | null, most = Infinity): number[][] {
  const seen = new Set<number>()
  const strides = by ? mapStrides(over, by, most) : curveStrides(over.count, most)
  const levels = strides.map(([along, down]) => {
    const level = at(over, by, along, down).filter((i) => !seen.has(i))
    for (const i of level) seen.add(i)
    return level
  })
  return levels.filter((level) => level.length > 0)
}

/** Places in the list of every `along`-th column and every `down`-th row; of a curve that does not close, also its end. */
function at(over: Axis, by: Axis | null, along: number, down: number): number[] {
  const total = size(over, by)
  return Array.from({ length: total }, (_, i) => i).filter((i) => {
    const [column, row] = [i % over.count, Math.floor(i / over.count)]
    return (column % along === 0 && row % down === 0) || (!over.cyclic && !by && i === total - 1)
  })
}

function mapStrides(over: Axis, by: Axis, most: number): (readonly [number, number])[] {
  const fits = MAP.findIndex(([along, down]) => at(over, by, along, down).length <= most)
  const coarser = MAP.slice(0, fits < 0 ? MAP.length : fits + 1)
  return [...coarser.reverse(), [1, 1]]
}

function curveStrides(count: number, most: number): [number, number][] {
  const first = CURVE.find((each) => each <= most) ?? CURVE.at(-1)!
  const strides = [Math.max(1, Math.round(count / first))]
  while (strides.at(-1)! > 1) {
    const last = strides.at(-1)!
    const next = [5, 3, 2].find((factor) => last % factor === 0)
    strides.push(next ? last / next : 1)
  }
  return strides.map((along) => [along, 1])
}

export interface Point {
  value: number
  response: number
}

/** The points that are known. */
export const known = (responses: ArrayLike<number>, over: Axis): Point[] =>
  Array.from(responses, (response, i) => ({ value: valueAt(over, i), response })).filter(({ response }) =>
    Number.isFinite(response),
  )

/** Where the response is largest; the first where several are. */
export function peak(responses: ArrayLike<number>): number {
  const values = Array.from(responses, (response) => (Number.isFinite(response) ? response : -Infinity))
  return Math.max(0, values.indexOf(values.reduce((most, each) => Math.max(most, each), -Infinity)))
}

/** Each gap takes the value of the coarse cell that it lies in. */
export function filled(responses: ArrayLike<number>, over: Axis): Float32Array {
  return Float32Array.from(responses, (response, i) => {
    if (Number.isFinite(response)) return response
    const [column, row] = [i % over.count, Math.floor(i / over.count)]
    for (const [along, down] of MAP) {
      const known = responses[(row - (row % down)) * over.count + column - (column % along)]
      if (known !== undefined && Number.isFinite(known)) return known
    }
    return 0
  })
}

/** The response at a value, between its known neighbours. */
export function responseAt(responses: ArrayLike<number>, over: Axis, value: number): number {
  const points = known(responses, over)
  const [first] = points
  if (!first) return NaN
  if (over.cyclic) points.push({ value: first.value + over.to - over.from, response: first.response })
  const i = points.findIndex((point) => point.value >= value - 1e-6)
  const [a, b] = [points[i - 1], points[i]]
  if (!a || !b) return first.response
  return a.response + ((value - a.value) / (b.value - a.value)) * (b.response - a.response)
}
