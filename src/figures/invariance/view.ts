/** Responses along the turn, and the figure in words. */
import type { InvarianceData } from '../../artifacts/invariance/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatNumber, formatPercent } from '../../widgets/number.ts'

/** A response at a pose, on a line between its neighbours that are known. */
export function responseAt(turn: readonly number[], curve: ArrayLike<number>, pose: number): number {
  const known = turn.flatMap((at, i) => (Number.isFinite(curve[i]) ? [{ at, value: curve[i]! }] : []))
  const after = known.findIndex(({ at }) => at >= pose - 1e-9)
  if (after <= 0) return known[Math.max(0, after)]?.value ?? NaN
  const [a, b] = [known[after - 1]!, known[after]!]
  return a.value + ((pose - a.at) / (b.at - a.at)) * (b.value - a.value)
}

/** Indices of the turn in the order in which they are computed: coarsely first, each once. */
export function turnPasses(count: number): number[][] {
  const seen = new Set<number>()
  return [10, 5, 1].map((stride) => {
    const some: number[] = []
    for (let i = 0; i < count; i++)
      if (!seen.has(i) && (i % stride === 0 || i === count - 1)) {
        seen.add(i)
        some.push(i)
      }
    return some
  })
}

/** A pose in words. */
export const poseText = (pose: number): string =>
  pose === 0 ? 'at the reader' : `${formatNumber(Math.abs(pose))} to the ${pose < 0 ? 'left' : 'right'}`

/** @param values lower left, lower right, upper left, upper right, union */
export function describe(units: readonly string[], values: readonly number[], of: string): string {
  const at = (...which: number[]) => which.map((i) => `${units[i]} ${formatNumber(values[i]!)}`).join(', ')
  return `${of}: left chain ${at(0, 2)}; right chain ${at(1, 3)}; joined ${at(4)}.`
}

export const turnTable = (
  units: readonly string[],
  turn: readonly number[],
  curves: readonly ArrayLike<number>[],
): DataTable => ({
  columns: ['pose', ...units],
  rows: turn
    .map((pose, i) => [pose, ...curves.map((curve) => curve[i]!)])
    .filter((row) => row.every((value) => Number.isFinite(value))),
})

const places = (value: number) => value.toPrecision(2)

/** How the circuit was chosen, and what chance gives. */
export function evidence({
  rank,
  candidates,
  chance,
  measured,
  heads,
  preferences,
  likenesses,
  best,
}: InvarianceData): string {
  const sides = preferences.map((each) => formatPercent(Math.abs(each)))
  const [networks, draws] = [chance.networks, chance.draws]
  const none =
    chance.ofNetworks === 0
      ? `${networks} networks of shuffled weights have no candidate at all`
      : `the best of ${networks} networks of shuffled weights has ${places(chance.ofNetworks)}`
  const place =
    rank === 1
      ? `the best of ${candidates} candidates in these layers`
      : `number ${rank} of ${candidates} candidates in these layers (the best: ${[...best.left, ...best.right, best.union].join(', ')})`
  return `On ${heads} heads in nine poses, each also mirrored, the chains’ units prefer their side by ${sides.slice(0, 4).join(', ')}; the unit that joins them prefers neither (${sides[4]}). Left and right units are each other’s mirror image with a correlation of ${likenesses.map((each) => formatNumber(each)).join(' and ')}. Score ${places(measured.score)}, ${place}; with the kernels shuffled ${draws} times the best is ${places(chance.ofDraws)}, and ${none}.`
}
