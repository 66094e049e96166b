/** The figure in words and as the columns of a file, for who cannot see it change. */
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { INPUT } from '../../vocabulary/network.ts'
import { formatNumber, formatSigned } from '../../widgets/number.ts'
import type { View } from './view.ts'
import { others } from './waterfall.ts'

const COLOURS = ['red', 'green', 'blue']

/** What an input channel is: a unit, or a colour of the image. */
export const inputName = ({ input: { layer } }: Pick<View, 'input'>, channel: number): string =>
  layer === INPUT ? (COLOURS[channel] ?? `channel ${channel}`) : `${layer}/${channel}`

/** `conv4/39@8,8` → `conv4/39`, and its row and column. */
export const unitParts = ({ unit }: Pick<View, 'unit'>) => {
  const [name = '', place = ''] = unit.split('@')
  const [row = 0, column = 0] = place.split(',').map(Number)
  return { name, at: [row, column] as const }
}

export function describe(view: View): string {
  const { parts, bias, value } = view
  const { name, at } = unitParts(view)
  const { excitation, inhibition } = others(view)
  const told = ({ channel, sum }: View['parts'][number]) => `${inputName(view, channel)}, ${formatSigned(sum)}`
  const [most, least] = [parts[0], parts.at(-1)]
  return (
    `${name} at row ${at[0]}, column ${at[1]} is ${formatNumber(value)}. ` +
    (most && least ? `Most excitation: ${told(most)}; least: ${told(least)}; ` : '') +
    `${excitation.count + inhibition.count} others: ${formatSigned(excitation.sum)} and ${formatNumber(inhibition.sum)}; ` +
    `bias ${formatSigned(bias)}.` +
    (isSilent(view) ? ` ${name} is zero at every position.` : '')
  )
}

/** Whether the unit is zero wherever it stands. */
export const isSilent = ({ output }: Pick<View, 'output'>): boolean => output.values.every((value) => value === 0)

type Sums = Pick<View, 'unit' | 'input' | 'contributions' | 'bias' | 'preactivation' | 'value'>

/** What each input channel adds, then the bias, the sum and the value. */
export const anatomyTable = ({ unit, input, contributions, bias, preactivation, value }: Sums): DataTable => ({
  columns: ['unit', 'term', 'value'],
  rows: [
    ...contributions.map(({ channel, sum }) => [unit, `${input.layer}/${channel}`, sum]),
    [unit, 'bias', bias],
    [unit, 'sum', preactivation],
    [unit, 'value', value],
  ],
})
