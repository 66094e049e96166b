/** Matches of two networks' units: one pair in full, all as bars, as a table and in words. */
import type { UniversalityData, UniversalityPair } from '../../artifacts/universality/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatNumber } from '../../widgets/number.ts'
import { label } from '../../widgets/stimulusWords.ts'

/** Responses of a pair along a parameter. */
export interface Curves {
  values: readonly number[]
  own: ArrayLike<number>
  other: ArrayLike<number>
}

export interface View {
  data: UniversalityData
  /** Ids of the two networks. */
  names: readonly [own: string, other: string]
  layer: string
  /** The curves of the pair that is shown; none where no unit responds. */
  curves: Curves | undefined
}

/** The pair of a unit; the most alike where there is none of it. */
export const pairOf = ({ pairs }: UniversalityData, unit: number): UniversalityPair | undefined =>
  pairs.find((pair) => pair.unit === unit) ?? pairs[0]

/** A pair's curves on the author's stimuli. */
export function curvesMade(data: UniversalityData, unit: number): Curves | undefined {
  const pair = pairOf(data, unit)
  return pair && { values: data.values, own: pair.curves[0], other: pair.curves[1] }
}

export const viewOf = (
  data: UniversalityData,
  { names, layer }: Pick<View, 'names' | 'layer'>,
  unit: number,
): View => ({
  data,
  names,
  layer,
  curves: curvesMade(data, unit),
})

export const correlationOf = ({ matches }: UniversalityData, unit: number): number =>
  matches.find((match) => match.unit === unit)?.correlation ?? 0

/** Width of a bar. */
export const BIN = 0.05

/** How many matches have a correlation from `from` to `from + BIN`; those below 0 in the first. */
export function bars(correlations: readonly number[]): { from: number; count: number }[] {
  const count = Math.round(1 / BIN)
  const places = correlations.map((value) => Math.max(0, Math.min(count - 1, Math.floor(value / BIN + 1e-9))))
  return Array.from({ length: count }, (_, i) => ({
    from: i * BIN,
    count: places.filter((place) => place === i).length,
  }))
}

/** What was compared, and what chance gives. */
export function evidence({ data, names: [own, other] }: View): string {
  const { stimuli, matches, mean, oneToOne, chance, above } = data
  if (matches.length === 0) return `No unit of ${own} responds to any of ${stimuli} stimuli.`
  return `${matches.length} units of ${own} that respond to any of ${stimuli} stimuli, each with the unit of ${other} that is most like it: chosen on half of the stimuli, measured on the rest. Mean correlation ${formatNumber(mean)}; ${formatNumber(oneToOne)} where no unit may be taken twice. In ${chance.networks} copies of ${other} with shuffled weights the best matches reach ${formatNumber(chance.mean)} on average and ${formatNumber(chance.limit)} at the 95th percentile; ${above} of the ${matches.length} lie above that. With the stimuli in another order 95 % stay below ${formatNumber(chance.permuted)}.`
}

/** The pair that is shown, in a sentence. */
export function describe(view: View, { unit, over }: { unit: number; over: string }, stimuli = ''): string {
  const { data, names, layer } = view
  const pair = pairOf(data, unit)
  if (!pair) return evidence(view)
  const correlation = formatNumber(correlationOf(data, pair.unit))
  return `${layer}/${pair.unit} of ${names[0]} and ${layer}/${pair.match} of ${names[1]}: correlation ${correlation}. Curves: ${stimuli}, along ${label(over)}.`
}

export const matchTable = ({ data: { matches }, names, layer }: View): DataTable => ({
  columns: [...names, 'correlation'],
  rows: matches.map(({ unit, match, correlation }) => [`${layer}/${unit}`, `${layer}/${match}`, correlation]),
})
