/** Matches as bars, as a table and in words. */
import type { UniversalityData } from '../../artifacts/universality/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatNumber } from '../../widgets/number.ts'

/** Width of a bar. */
export const BIN = 0.05

/** How many matches have a correlation from `from` to `from + BIN`; those below 0 in the first. */
export function bars(correlations: readonly number[]): { from: number; count: number }[] {
  const count = Math.round(1 / BIN)
  const found = Array.from({ length: count }, (_, i) => ({ from: i * BIN, count: 0 }))
  for (const value of correlations) found[Math.max(0, Math.min(count - 1, Math.floor(value / BIN + 1e-9)))]!.count++
  return found
}

/** What was compared, and what chance gives. */
export function evidence(
  { stimuli, matches, mean, oneToOne, chance, above }: UniversalityData,
  [own, other]: readonly [string, string],
): string {
  return `${matches.length} units of ${own} that respond to any of ${stimuli} stimuli, each with the unit of ${other} that is most like it: chosen on half of the stimuli, measured on the rest. Mean correlation ${formatNumber(mean)}; ${formatNumber(oneToOne)} where no unit may be taken twice. In ${chance.networks} copies of ${other} with shuffled weights the best matches reach ${formatNumber(chance.mean)} on average and ${formatNumber(chance.limit)} at the 95th percentile; ${above} of the ${matches.length} lie above that. With the stimuli in another order 95 % stay below ${formatNumber(chance.permuted)}.`
}

export const matchTable = (
  { matches }: UniversalityData,
  layer: string,
  [own, other]: readonly [string, string],
): DataTable => ({
  columns: [own, other, 'correlation'],
  rows: matches.map(({ unit, match, correlation }) => [`${layer}/${unit}`, `${layer}/${match}`, correlation]),
})
