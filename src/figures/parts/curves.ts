/** Responses along an axis, possibly with gaps that are still to be computed (NaN). */
import { size, valueAt, type Axis } from '../../stimuli/axis.ts'

/**
 * Stimuli of a first curve, and what it makes do with where they take long; each a share of a turn. Within 60
 * ms there is time for all 36 up to lumen's conv4. At conv7, 36 are 4.9 GFLOP: 240 ms at 20 GFLOP/s, which is
 * all that one WebAssembly thread gives.
 */
const FIRST = 36
const FEWER = [FIRST, 18, 12, 9, 6] as const

/** How many stimuli a first curve can have within so many milliseconds, at so many for each. */
export const firstPass = (pace: number, patience: number): number =>
  FEWER.find((count) => count * pace <= patience) ?? FEWER.at(-1)!

/** Indices in the order in which they are computed: a coarse curve or map first, then what lies between. */
export function passes(over: Axis, by: Axis | null, first = FIRST): number[][] {
  const levels: Set<number>[] = []
  const total = size(over, by)
  const seen = new Set<number>()
  // Along two axes a pass has a stride for each; both shrink together.
  const strides = by
    ? [[3, 4], [1, 1]] // prettier-ignore
    : stridesOf(over.count, first).map((stride) => [stride, 1])
  for (const [along, down] of strides) {
    const level = new Set<number>()
    for (let i = 0; i < total; i++) {
      const [column, row] = [i % over.count, Math.floor(i / over.count)]
      if (column % along! === 0 && row % down! === 0 && !seen.has(i)) level.add(i)
    }
    if (!over.cyclic && !by && !seen.has(total - 1)) level.add(total - 1)
    for (const i of level) seen.add(i)
    levels.push(level)
  }
  return levels.filter((level) => level.size > 0).map((level) => [...level])
}

function stridesOf(count: number, first: number): number[] {
  const strides = [Math.max(1, Math.round(count / first))]
  while (strides.at(-1)! > 1) {
    const last = strides.at(-1)!
    const next = [5, 3, 2].find((factor) => last % factor === 0)
    strides.push(next ? last / next : 1)
  }
  return strides
}

export interface Point {
  value: number
  response: number
}

/** The points that are known. */
export const known = (responses: ArrayLike<number>, over: Axis): Point[] =>
  Array.from(responses, (response, i) => ({ value: valueAt(over, i), response })).filter(
    ({ response }) => Number.isFinite(response),
  )

/** Where the response is largest; the first where several are. */
export function peak(responses: ArrayLike<number>): number {
  let best = -1
  for (let i = 0; i < responses.length; i++)
    if (Number.isFinite(responses[i]) && !(responses[i]! <= responses[best]!)) best = i
  return Math.max(0, best)
}

/** Each gap takes the value of the coarse cell that it lies in. */
export function filled(responses: ArrayLike<number>, over: Axis, by: Axis | null): Float32Array {
  const out = Float32Array.from(responses)
  const rows = by?.count ?? 1
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < over.count; column++) {
      let [y, x] = [row, column]
      const at = () => responses[y * over.count + x]!
      if (Number.isFinite(at())) continue
      ;[y, x] = [row - (row % 4), column - (column % 3)]
      out[row * over.count + column] = Number.isFinite(at()) ? at() : 0
    }
  return out
}

/** The response at a value, between its known neighbours. */
export function responseAt(responses: ArrayLike<number>, over: Axis, value: number): number {
  const points = known(responses, over)
  if (points.length === 0) return NaN
  if (over.cyclic) points.push({ value: points[0]!.value + over.to - over.from, response: points[0]!.response }) // prettier-ignore
  const i = points.findIndex((point) => point.value >= value - 1e-6)
  if (i <= 0) return points[Math.max(0, i)]!.response
  const [a, b] = [points[i - 1]!, points[i]!]
  return a.response + ((value - a.value) / (b.value - a.value)) * (b.response - a.response)
}
