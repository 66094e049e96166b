/** An anatomy as the columns of a file: what each input channel adds, then the bias, the sum and the value. */
import type { Anatomy } from '../../circuits/graph/anatomy.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'

type Sums = Pick<Anatomy, 'unit' | 'input' | 'contributions' | 'bias' | 'preactivation' | 'value'>

export const anatomyTable = ({ unit, input, contributions, bias, preactivation, value }: Sums): DataTable => ({
  columns: ['unit', 'term', 'value'],
  rows: [
    ...contributions.map(({ channel, sum }) => [unit, `${input.layer}/${channel}`, sum]),
    [unit, 'bias', bias],
    [unit, 'sum', preactivation],
    [unit, 'value', value],
  ],
})
