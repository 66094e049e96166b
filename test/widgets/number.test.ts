import { expect, it } from 'vitest'
import { formatNumber, formatSigned, roundUp } from '../../src/widgets/number.ts'

it('a scale ends at a round number', () => {
  expect([0, 0.011, 1, 1.01, 8.3, 9.5, 14.5, 20].map(roundUp)).toEqual([1, 0.012, 1, 1.2, 9, 10, 15, 20])
})

it('numbers have a true minus sign, and no minus zero', () => {
  expect([formatNumber(-1.255), formatNumber(-0.001), formatSigned(2), formatSigned(-2)]).toEqual([
    '−1.25',
    '0.00',
    '+2.00',
    '−2.00',
  ])
})
