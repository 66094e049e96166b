import { describe, expect, it } from 'vitest'
import { architecture } from '../../src/figures/architecture.ts'
import { lanesOf } from '../../src/figures/architectureLanes.ts'
import { table } from '../model/menagerie.ts'

describe('the lanes beside an architecture', () => {
  it('are none for a chain', () => {
    const { rows, lanes } = lanesOf([
      { name: 'a', inputs: [] },
      { name: 'b', inputs: ['a'] },
      { name: 'c', inputs: ['b'] },
    ])
    expect(lanes).toBe(0)
    expect(rows.map(({ before, after }) => [before, after])).toEqual([[false, true], [true, true], [true, false]]) // prettier-ignore
  })

  it('lead each connection that passes over rows beside them, and are used again', () => {
    const { rows, lanes } = lanesOf([
      { name: 'a', inputs: [] },
      { name: 'b', inputs: ['a'] },
      { name: 'c', inputs: ['b', 'a'] },
      { name: 'd', inputs: ['c', 'a'] },
      { name: 'e', inputs: ['c'] },
    ])
    expect(lanes).toBe(2)
    expect(rows[0].leaving).toEqual([1, 2])
    expect(rows[2]).toMatchObject({ arriving: [1], leaving: [1], passing: [2], before: true, after: true })
    expect(rows[4]).toMatchObject({ before: false, arriving: [1] })
  })

  it('of the menagerie join every row with those it reads', () => {
    const rows = architecture(table)
    const { rows: drawn } = lanesOf(rows)
    const ends = drawn.reduce((sum, row) => sum + row.arriving.length + Number(row.before), 0)
    expect(ends).toBe(rows.reduce((sum, { inputs }) => sum + new Set(inputs).size, 0))
  })
})
