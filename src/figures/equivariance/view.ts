/** A family's values around the circle of moves: responses to a picture, or cosines of weights. */
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Member } from '../../circuits/kernels/familyTemplate.ts'
import { formatNumber } from '../../widgets/number.ts'

export interface Series {
  layer: string
  members: readonly Member[]
  moves: readonly number[]
  /** One list per member, one value per move. */
  values: readonly ArrayLike<number>[]
}

/** The value at a move, between its neighbours around the circle. */
export function valueAt({ moves, values }: Series, member: number, move: number): number {
  const own = values[member]!
  if (moves.length < 3) return own[move]!
  const step = 360 / moves.length
  const at = (((move % 360) + 360) % 360) / step
  const [before, share] = [Math.floor(at), at % 1]
  return (1 - share) * own[before % moves.length]! + share * own[(before + 1) % moves.length]!
}

/** The move at which a member's value is largest, and that value. */
export function peakOf({ moves, values }: Series, member: number): { move: number; value: number } {
  const own = values[member]!
  let best = 0
  for (let i = 1; i < own.length; i++) if (own[i]! > own[best]!) best = i
  return { move: moves[best]!, value: own[best]! }
}

export const largest = ({ values }: Series): number =>
  values.reduce((most, own) => Array.from(own).reduce((a, b) => Math.max(a, b), most), 0)

/** Tells members apart by where they stand; labels say who they are. */
export const colourOf = (series: Series, member: number): string => {
  const { members } = series
  const turn = members.some(({ by }) => by > 1) ? members[member]!.by : (360 * member) / members.length
  return `oklch(0.6 0.14 ${turn}deg)`
}

export const moveText = (movement: string, move: number): string =>
  movement === 'reflection' ? (move ? 'mirrored' : 'as it is') : `${move}°`

/** What is most active now, in words. */
export function describe(series: Series, movement: string, move: number, what: 'picture' | 'weights'): string {
  const now = series.members.map((_, i) => valueAt(series, i, move))
  const order = [...now.keys()].sort((a, b) => now[b]! - now[a]!)
  const [first, second] = order
  const name = (i: number) => `${series.layer}/${series.members[i]!.channel}`
  const moved =
    movement === 'reflection'
      ? moveText(movement, move)
      : movement === 'hue'
        ? `its hue moved by ${move}°`
        : `turned by ${move}°`
  if (what === 'weights')
    return `Weights ${moved}: most like those of ${name(first!)}, cosine ${formatNumber(now[first!]!)}${second === undefined ? '' : `; then ${name(second)}, ${formatNumber(now[second]!)}`}.`
  if (!(now[first!]! > 0)) return `Picture ${moved}: no unit of the family responds.`
  return `Picture ${moved}: ${name(first!)} responds most, ${formatNumber(now[first!]!)}${second === undefined ? '' : `; then ${name(second)}, ${formatNumber(now[second]!)}`}.`
}

/** Where a member's peak must be if it is the lead's tuning, moved. */
export const placeOf = (series: Series, lead: number, member: number): number =>
  (peakOf(series, lead).move + series.members[member]!.by) % 360

/** How many members, the lead left out, have their peak within `tolerance` degrees of its place. */
export function agreement(
  series: Series,
  { lead, period }: { lead: number; period: number },
  tolerance = 20,
): { within: number; of: number } {
  const others = series.members.map((_, i) => i).filter((i) => i !== lead)
  const within = others.filter((i) => {
    const { move, value } = peakOf(series, i)
    const off = (((move - placeOf(series, lead, i)) % period) + period) % period
    return value > 0 && Math.min(off, period - off) <= tolerance
  })
  return { within: within.length, of: others.length }
}

export const seriesTable = (responses: Series, cosines: Series | undefined): DataTable => ({
  columns: ['unit', 'turned in the family', 'moved by', 'response', ...(cosines ? ['cosine of weights'] : [])],
  rows: responses.members.flatMap(({ channel, by }, i) =>
    responses.moves.map((move, j) => [
      `${responses.layer}/${channel}`,
      by,
      move,
      Number(responses.values[i]![j]!.toFixed(3)),
      ...(cosines ? [Number(cosines.values[i]![j]!.toFixed(3))] : []),
    ]),
  ),
})
