import { expect, it } from 'vitest'
import { measurable } from '../../../src/circuits/edits/pairedDifference.ts'
import { differenceText, isMeasurable, verdict } from '../../../src/widgets/edited/differenceText.ts'

const found = (difference: number, low: number, high: number) => ({
  pictures: 340,
  before: 0.5,
  after: 0.5 + difference,
  difference,
  low,
  high,
  gained: 3,
  lost: 4,
})

it('calls an effect measurable only where its interval leaves out zero', () => {
  expect(verdict(found(-0.035, -0.07, 0))).toBe('340 pictures cannot tell this from no change')
  expect(verdict(found(-0.035, -0.07, -0.001))).toBe('fewer are right')
  expect(verdict(found(0.035, 0.001, 0.07))).toBe('more are right')
  expect(verdict({ ...found(0, 0, 0), gained: 0, lost: 0 })).toBe('no answer changed')
  expect(differenceText(found(-0.035, -0.07, 0))).toBe('−3.5 points (−7.0 to 0.0)')
  for (const [low, high] of [
    [-1, 1],
    [0, 1],
    [-1, 0],
    [0.1, 1],
    [-1, -0.1],
  ] as const)
    expect(isMeasurable({ low, high })).toBe(measurable({ low, high }))
})
