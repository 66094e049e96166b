import { expect, it } from 'vitest'
import type { ClaimData } from '../../../src/artifacts/claim/artifact.ts'
import { described } from '../../../src/figures/claim/describe.ts'

const claim: ClaimData = { measures: 'degrees', value: 4, shuffled: [95, 60], layer: 'conv4', atMost: 20 }
const text = (value: number) => value.toFixed(1)

it.each([
  [
    { value: 4, shuffled: [95, 60] },
    'Measured in this page: 4.0; with the weights of conv4 shuffled: 95.0, 60.0. The claim holds.',
  ],
  [
    { value: 31, shuffled: [95, 60] },
    'Measured in this page: 31.0; with the weights of conv4 shuffled: 95.0, 60.0. The claim does not hold.',
  ],
  [
    { value: 4, shuffled: [95, 12] },
    'Measured in this page: 4.0; with the weights of conv4 shuffled: 95.0, 12.0. The claim holds, but so it does by chance.',
  ],
])('what was measured, %j, is held against the claim', (measured, words) => {
  expect(described(measured, claim, text)).toBe(words)
})
