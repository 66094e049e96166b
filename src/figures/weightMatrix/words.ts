/** The weights between two families in words and as a file. */
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatNumber, formatPercent, formatSigned } from '../../widgets/number.ts'
import type { MatrixView, Pair } from './view.ts'

/** How far two units are turned against each other, from 0° up. */
export function difference({ upper, lower }: Pair, { upper: above, lower: below }: MatrixView): number {
  const period = Math.min(above.period, below.period)
  return (((lower.by - upper.by) % period) + period) % period
}

export function pairText(pair: Pair, view: MatrixView): string {
  const { upper, lower } = view
  const sum = pair.weights.values.reduce((a, b) => a + b, 0)
  return `${lower.layer}/${pair.lower.channel} to ${upper.layer}/${pair.upper.channel}, turned by ${difference(pair, view)}°: size ${formatNumber(pair.norm)}, sum ${formatSigned(sum)}`
}

/** Dots stand for what chance gives until it is measured. */
export function shareText({ share, chance }: MatrixView): string {
  const byChance = (found: number) => (chance.shuffles === 0 ? '…' : formatPercent(found, 1))
  return `One pattern, turned, makes up ${formatPercent(share, 1)} of the weights’ squared size. With the units of both families in random order it is ${byChance(chance.mean)} on average, and below ${byChance(chance.high)} in 95 of 100 orders.`
}

export const matrixTable = (view: MatrixView): DataTable => ({
  columns: ['to', 'from', 'turned (degrees)', 'size', 'sum', 'size of the pattern', 'size of the rest'],
  rows: view.pairs
    .flat()
    .map((pair) => [
      `${view.upper.layer}/${pair.upper.channel}`,
      `${view.lower.layer}/${pair.lower.channel}`,
      difference(pair, view),
      ...[pair.norm, pair.weights.values.reduce((a, b) => a + b, 0), pair.templateNorm, pair.residualNorm].map(
        (value) => Number(value.toPrecision(4)),
      ),
    ]),
})
