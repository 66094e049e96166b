/** The weights between two families in words and as a file. */
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatNumber, formatPercent, formatSigned } from '../../widgets/number.ts'
import type { Pair, View } from './view.ts'

/** How far two units are turned against each other, from 0° up. */
export function difference({ upper, lower }: Pair, { upper: above, lower: below }: View): number {
  const period = Math.min(above.period, below.period)
  return (((lower.by - upper.by) % period) + period) % period
}

/** The sum of a kernel's weights. */
export const sumOf = ({ weights }: Pair): number => weights.values.reduce((a, b) => a + b, 0)

export function pairText(pair: Pair, view: View): string {
  const { upper, lower } = view
  return `${lower.layer}/${pair.lower.channel} to ${upper.layer}/${pair.upper.channel}, turned by ${difference(pair, view)}°: size ${formatNumber(pair.norm)}, sum ${formatSigned(sumOf(pair))}`
}

/** Dots stand for what chance gives until it is measured. */
export function shareText({ share, chance }: View): string {
  if (!(share >= 0)) return 'All weights between the two families are 0.'
  const byChance = (found: number) => (chance.shuffles === 0 ? '…' : formatPercent(found, 1))
  return `One pattern, turned, makes up ${formatPercent(share, 1)} of the weights’ squared size. With the units of both families in random order it is ${byChance(chance.mean)} on average, and below ${byChance(chance.high)} in 95 of 100 orders.`
}

/** How many units there are, and, once it is measured, what the pattern makes up. */
export function describe(view: View): string {
  const measured = view.chance.shuffles > 0 ? ` ${shareText(view)}` : ''
  return `${view.upper.members.length} units of ${view.upper.layer} by ${view.lower.members.length} of ${view.lower.layer}.${measured}`
}

export const matrixTable = (view: View): DataTable => ({
  columns: ['to', 'from', 'turned (degrees)', 'size', 'sum', 'size of the pattern', 'size of the rest'],
  rows: view.pairs
    .flat()
    .map((pair) => [
      `${view.upper.layer}/${pair.upper.channel}`,
      `${view.lower.layer}/${pair.lower.channel}`,
      difference(pair, view),
      ...[pair.norm, sumOf(pair), pair.templateNorm, pair.residualNorm].map((value) => Number(value.toPrecision(4))),
    ]),
})
