import { expect, it } from 'vitest'
import { strip } from '../../../src/figures/claim/strip.ts'

it('a strip shows zero, the bound and every value on one scale, what is allowed on its side of the bound', () => {
  const most = strip({ value: 5, shuffled: [100] }, { atMost: 20 })
  expect(most).toEqual({ value: 17.2, shuffled: [192], bound: 44.8, from: 0, to: 44.8 })
  const least = strip({ value: 1, shuffled: [-1] }, { atLeast: 0.5 })
  expect(least).toEqual({ value: 192, shuffled: [8], bound: 146, from: 146, to: 200 })
})
