import { expect, it } from 'vitest'
import { decodePaint, encodePaint } from '../../../src/figures/handBuilt/paint.ts'

it('weights travel as text, at 63 levels', () => {
  const weights = [-1, -0.5, 0, 0.25, 1]
  const read = decodePaint(encodePaint(weights), 5)
  weights.forEach((weight, i) => expect(Math.abs((read?.[i] ?? NaN) - weight)).toBeLessThan(1 / 61))
  expect(decodePaint('ABC', 5)).toBeUndefined()
  expect(decodePaint('AB?DE', 5)).toBeUndefined()
})
