/** Responses along the turn, and the figure in words. */
import type { InvarianceData } from '../../artifacts/invariance/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatNumber, formatPercent } from '../../widgets/number.ts'

/** A response at a pose, on a line between its neighbours that are known. */
export function responseAt(turn: readonly number[], curve: ArrayLike<number>, pose: number): number {
  const known = turn.map((at, i) => ({ at, value: curve[i] ?? NaN })).filter(({ value }) => Number.isFinite(value))
  const after = known.findIndex(({ at }) => at >= pose - 1e-9)
  const [a, b] = [known[after - 1], known[Math.max(0, after)]]
  if (!a || !b) return b?.value ?? NaN
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

/** What the units do on average over all positions; each list is lower left, lower right, upper left, upper right, union. */
export interface View {
  units: string[]
  /** Poses of the head. */
  turn: readonly number[]
  /** Along the turn, with gaps (NaN) that are still to be computed. */
  curves: readonly ArrayLike<number>[]
  /** On a picture and on its mirror image. */
  mirrored?: { caption: string; pairs: readonly (readonly [number, number])[] }
}

/** The pose stands beside them under its own name. */
export type Asked = { show: 'head' | 'picture'; [parameter: string]: unknown }

/** Each unit's response at the pose of a state, or on its picture. */
export const valuesOf = ({ turn, curves, mirrored }: View, { show, pose }: Asked): number[] =>
  show === 'picture' && mirrored
    ? mirrored.pairs.map(([own]) => own)
    : curves.map((curve) => responseAt(turn, curve, Number(pose)))

const inWords = (units: readonly string[], values: readonly number[], of: string): string => {
  const at = (...which: number[]) => which.map((i) => `${units[i]} ${formatNumber(values[i] ?? NaN)}`).join(', ')
  return `${of}: left chain ${at(0, 2)}; right chain ${at(1, 3)}; joined ${at(4)}.`
}

export function describe(view: View, state: Asked): string {
  const { units, mirrored } = view
  if (state.show === 'head' || !mirrored)
    return inWords(units, valuesOf(view, state), `The head looks ${poseText(Number(state.pose))}`)
  const others = mirrored.pairs.map(([, other]) => other)
  return `${inWords(units, valuesOf(view, state), mirrored.caption)} ${inWords(units, others, 'Mirrored')}`
}

export const turnTable = ({ units, turn, curves }: View): DataTable => ({
  columns: ['pose', ...units],
  rows: turn
    .map((pose, i) => [pose, ...curves.map((curve) => curve[i] ?? NaN)])
    .filter((row) => row.every(Number.isFinite)),
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
