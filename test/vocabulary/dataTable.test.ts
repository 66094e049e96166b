import { expect, it } from 'vitest'
import { csv } from '../../src/vocabulary/dataTable.ts'

it('writes RFC 4180: quotes where a cell holds a comma, a quote or a line break, CRLF after each line', () => {
  const table = {
    columns: ['unit', 'value'],
    rows: [
      ['conv4/39@8,8', 2.5],
      ['a "b"', -1],
      ['two\nlines', 0],
    ],
  }
  expect(csv(table)).toBe('unit,value\r\n"conv4/39@8,8",2.5\r\n"a ""b""",-1\r\n"two\nlines",0\r\n')
})
