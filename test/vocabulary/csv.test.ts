import { expect, it } from 'vitest'
import { csv } from '../../src/vocabulary/dataTable.ts'

it('a text that a spreadsheet would compute is marked as text; numbers are not', () => {
  const cells = ['=1+1', '+cmd', '-a', '@SUM(A1)', '\t=1', '\r=1', '＝1', 'conv4/3', '-1.5', '+2e-3', '−4']
  expect(csv({ columns: ['=a'], rows: [cells, [-1.5, 0, Infinity]] })).toBe(
    "'=a\r\n'=1+1,'+cmd,'-a,'@SUM(A1),'\t=1,\"'\r=1\",'＝1,conv4/3,-1.5,+2e-3,−4\r\n-1.5,0,Infinity\r\n",
  )
})
