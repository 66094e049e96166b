/** A family's values around the circle of moves: responses to a picture, or cosines of weights. */
import type { EquivarianceData } from '../../artifacts/equivariance/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Shown } from '../../vocabulary/figureKind.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { moveText, type SymmetryWords } from '../../vocabulary/symmetry.ts'
import { parseFamily, type UnitFamily } from '../../vocabulary/unitFamily.ts'
import type { Vocabulary } from '../../vocabulary/vocabulary.ts'
import type { ChosenImage } from '../../widgets/imageInput/chosenImage.ts'
import { formatNumber } from '../../widgets/number.ts'
import type { Sheet } from '../../widgets/sheet.ts'

type Values = readonly ArrayLike<number>[]

export interface Series extends Pick<UnitFamily, 'layer' | 'members'> {
  /** The name of the family. */
  family: string
  moves: readonly number[]
  /** One list per member, one value per move. */
  values: Values
}

export interface View {
  symmetry: string
  responses: Series
  /** What the responses are to; the first picture where none is there. */
  picture?: ChosenImage
  /** Cosines of a family's weights with those of its lead, moved; and its weights. */
  cosines: Series
  weights: Sheet
}

export type Made = { moved: Shown<EquivarianceData, 'picture' | 'stimuli' | 'weights'> }

export function viewOf({ data, files }: Made['moved'], family: string): View {
  const { movement, layer, members, moves, responses, cosines } = data
  const series = (values: Values): Series => ({ family, layer, members, moves, values })
  return { symmetry: movement, responses: series(responses), cosines: series(cosines), weights: files.weights }
}

/** @throws Error where there is no such symmetry */
export function symmetryIn({ symmetries }: Vocabulary, name: string): SymmetryWords {
  const found = symmetries[name]
  if (found) return found
  throw new Error(`unknown symmetry: ${name}`)
}

/** Every move of a picture. */
export const movesOf = (vocabulary: Vocabulary, symmetry: string): number[] =>
  symmetryIn(vocabulary, symmetry).moves ?? []

const entry = (values: ArrayLike<number> | undefined, i: number): number => values?.[i] ?? 0

/** The value at a move, between its neighbours around the circle. */
export function valueAt({ moves, values }: Series, member: number, move: number): number {
  const own = values[member]
  if (moves.length < 3) return entry(own, move)
  const step = 360 / moves.length
  const at = (((move % 360) + 360) % 360) / step
  const [before, share] = [Math.floor(at), at % 1]
  return (1 - share) * entry(own, before % moves.length) + share * entry(own, (before + 1) % moves.length)
}

/** The move at which a member's value is largest, and that value. */
export function peakOf({ moves, values }: Series, member: number): { move: number; value: number } {
  const own = values[member]
  let best = 0
  for (let i = 1; i < moves.length; i++) if (entry(own, i) > entry(own, best)) best = i
  return { move: entry(moves, best), value: entry(own, best) }
}

export const largest = ({ values }: Series): number =>
  values.reduce((most, own) => Array.from(own).reduce((a, b) => Math.max(a, b), most), 0)

/** Tells members apart by where they stand; labels say who they are. */
export const colourOf = ({ members }: Series, member: number): string => {
  const turn = members.some(({ by }) => by > 1)
    ? entry(
        members.map(({ by }) => by),
        member,
      )
    : (360 * member) / members.length
  return `oklch(0.6 0.14 ${turn}deg)`
}

/** Which member of a family leads it. */
export const leadOf = ({ family, layer, members }: Pick<Series, 'family' | 'layer' | 'members'>): number =>
  members.findIndex(({ channel }) => `${layer}/${channel}` === parseFamily(family).lead)

/** What is most active now, in words. */
export function describe(
  { symmetry, responses, cosines }: View,
  { what, move }: { what: string; move: number },
  { vocabulary }: Surroundings,
): string {
  const series = what === 'weights' ? cosines : responses
  const [first, second] = series.members
    .map(({ channel }, i) => ({ name: `${series.layer}/${channel}`, value: valueAt(series, i, move) }))
    .sort((a, b) => b.value - a.value)
  const text = moveText(symmetryIn(vocabulary, symmetry), move)
  const moved = symmetry === 'reflection' ? text : symmetry === 'hue' ? `its hue moved by ${text}` : `turned by ${text}`
  const then = second ? `; then ${second.name}, ${formatNumber(second.value)}` : ''
  if (what === 'weights')
    return `Weights ${moved}: most like those of ${first?.name}, cosine ${formatNumber(first?.value ?? 0)}${then}.`
  if (!first || !(first.value > 0)) return `Picture ${moved}: no unit of the family responds.`
  return `Picture ${moved}: ${first.name} responds most, ${formatNumber(first.value)}${then}.`
}

/** Where a member's peak must be if it is the lead's tuning, moved. */
export const placeOf = (series: Series, lead: number, member: number): number =>
  (peakOf(series, lead).move + (series.members[member]?.by ?? 0)) % 360

/** How many members, the lead left out, have their peak within `tolerance` degrees of its place. */
export function agreement(
  series: Series,
  { lead, period }: { lead: number; period: number },
  tolerance = 20,
): { within: number; of: number } {
  const others = [...series.members.keys()].filter((i) => i !== lead)
  const within = others.filter((i) => {
    const { move, value } = peakOf(series, i)
    const off = (((move - placeOf(series, lead, i)) % period) + period) % period
    return value > 0 && Math.min(off, period - off) <= tolerance
  })
  return { within: within.length, of: others.length }
}

/** Cosines stand beside the responses where both are of one family at the same moves. */
export function seriesTable({ responses, cosines }: View): DataTable {
  const both = cosines.family === responses.family && cosines.moves.length === responses.moves.length
  const short = (values: Values, member: number, move: number) => Number(entry(values[member], move).toFixed(3))
  return {
    columns: ['unit', 'turned in the family', 'moved by', 'response', ...(both ? ['cosine of weights'] : [])],
    rows: responses.members.flatMap(({ channel, by }, i) =>
      responses.moves.map((move, j) => [
        `${responses.layer}/${channel}`,
        by,
        move,
        short(responses.values, i, j),
        ...(both ? [short(cosines.values, i, j)] : []),
      ]),
    ),
  }
}
