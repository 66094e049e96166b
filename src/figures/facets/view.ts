/** Facets in words and columns. */
import type { Facet, FacetsData } from '../../artifacts/facets/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Shown } from '../../vocabulary/figureKind.ts'
import { ofUnit, type MadeByUnit } from '../../vocabulary/madeByUnit.ts'
import { layerOf, partsOf } from '../../vocabulary/network.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { formatNumber, formatSigned } from '../../widgets/number.ts'

export type Made = MadeByUnit<Shown<FacetsData, 'pictures'>>

export interface View {
  unit: string
  /** The layer whose units the channels are. */
  below: string
  /** As it was made: what is grouped, and what the rule says of it. */
  data: FacetsData
  /** For each stimulus the facet that it shows, in the grouping that is shown. */
  groups: readonly number[]
  facets: readonly Facet[]
}

/** What was made ahead of time of a unit; undefined where nothing was. */
export function viewOf(made: Made, unit: string, { network }: Surroundings): View | undefined {
  const data = ofUnit(made, unit)?.data
  const below = layerOf(network, partsOf(unit).layer)?.weights?.adjacent ?? ''
  return data && { unit, below, data, groups: data.groups, facets: data.facets }
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four']
const word = (count: number): string => NUMBERS[count] ?? String(count)

/** What the rule says of a unit. */
export const verdict = ({ unit, data: { separation, threshold, facets } }: Pick<View, 'unit' | 'data'>): string =>
  separation > (threshold ?? Infinity)
    ? `${unit} is ${word(facets.length)} things in one`
    : `${unit} looks like one thing`

/** Why: the number, and what chance gives. */
export const reason = ({ grouped, separation, threshold }: FacetsData): string =>
  `Its ${grouped.length} strongest stimuli fall apart with a mean silhouette of ${formatNumber(separation)}. ` +
  (threshold !== null
    ? `Where weights are shuffled, 19 of 20 units of the layer reach no more than ${formatNumber(threshold)}.`
    : 'Where weights are shuffled, no unit of the layer responds to enough of them to compare.')

/** The grouping that is shown, in words. */
export function describe(view: View, state: { facets: number }): string {
  const { unit, facets, below } = view
  const groups = facets.map(({ count, inputs, most: [most] }, i) => {
    const through = inputs.slice(0, 2).map(({ channel }) => `${below}/${channel}`)
    return (
      `Group ${i + 1}: ${count} stimuli, through ${through.join(' and ') || `no unit of ${below}`}` +
      `${most ? `, for ${most.name} ${formatSigned(most.effect)}` : ''}.`
    )
  })
  const number = `${word(facets.length)} ${facets.length === 1 ? 'group' : 'groups'}`
  return `${state.facets === 0 ? `${verdict(view)}. ` : ''}${unit} in ${number}. ${groups.join(' ')}`
}

export const facetsTable = ({ facets, below }: View): DataTable => ({
  columns: ['facet', 'stimuli', 'what', 'name', 'value'],
  rows: facets.flatMap(({ count, inputs, most, least }, i) => [
    ...(inputs.length > 0
      ? inputs.map(({ channel, share }) => [i + 1, count, 'input', `${below}/${channel}`, share])
      : [[i + 1, count, 'input', `none of ${below} excites it`, 0]]),
    ...[...most, ...least].map(({ name, effect }) => [i + 1, count, 'logit', name, effect]),
  ]),
})
