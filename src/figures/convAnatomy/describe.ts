/** The figure in words, for who cannot see it change. */
import { formatNumber, formatSigned } from '../../widgets/number.ts'
import type { View } from './view.ts'
import { others } from './waterfall.ts'

export function describe(
  view: View,
  unit: string,
  [row, column]: readonly [number, number],
  nameOf: (channel: number) => string,
): string {
  const { parts, bias, value } = view
  const { excitation, inhibition } = others(view)
  const [most, least] = [parts[0]!, parts.at(-1)!]
  return (
    `${unit} at row ${row}, column ${column} is ${formatNumber(value)}. ` +
    `Most excitation: ${nameOf(most.channel)}, ${formatSigned(most.sum)}; ` +
    `least: ${nameOf(least.channel)}, ${formatSigned(least.sum)}; ` +
    `${excitation.count + inhibition.count} others: ${formatSigned(excitation.sum)} and ${formatNumber(inhibition.sum)}; ` +
    `bias ${formatSigned(bias)}.`
  )
}
