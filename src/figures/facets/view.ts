/** Facets in words and columns. */
import type { Facet, FacetsData } from '../../artifacts/facets/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatNumber, formatSigned } from '../../widgets/number.ts'

const NUMBERS = ['no', 'one', 'two', 'three', 'four']
const word = (count: number): string => NUMBERS[count] ?? String(count)

/** What the rule says of a unit. */
export const verdict = (unit: string, { separation, threshold, facets }: FacetsData): string =>
  separation > threshold ? `${unit} is ${word(facets.length)} things in one` : `${unit} looks like one thing`

/** Why: the number, and what chance gives. */
export const reason = ({ grouped, separation, threshold, chance }: FacetsData): string =>
  `Its ${grouped.length} strongest stimuli fall apart with a mean silhouette of ${formatNumber(separation)}. ` +
  (chance.length > 0
    ? `Where weights are shuffled, 19 of 20 units of the layer reach no more than ${formatNumber(threshold)}.`
    : 'Where weights are shuffled, no unit of the layer responds to enough of them to compare.')

export const describe = (unit: string, facets: readonly Facet[], below: string): string =>
  `${unit} in ${word(facets.length)} ${facets.length === 1 ? 'group' : 'groups'}. ` +
  facets
    .map(
      ({ count, inputs, most }, i) =>
        `Group ${i + 1}: ${count} stimuli, through ${inputs
          .slice(0, 2)
          .map(({ channel }) => `${below}/${channel}`)
          .join(' and ')}, for ${most[0]!.name} ${formatSigned(most[0]!.effect)}.`,
    )
    .join(' ')

export const facetsTable = (json: FacetsData, below: string): DataTable => ({
  columns: ['facet', 'stimuli', 'what', 'name', 'value'],
  rows: json.facets.flatMap(({ count, inputs, most, least }, i) => [
    ...inputs.map(({ channel, share }) => [i + 1, count, 'input', `${below}/${channel}`, share]),
    ...[...most, ...least].map(({ name, effect }) => [i + 1, count, 'logit', name, effect]),
  ]),
})
