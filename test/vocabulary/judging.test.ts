import { expect, it } from 'vitest'
import { distance, judgeNumber, limitWords, rightChoice, stateFrom, within } from '../../src/vocabulary/judging.ts'

const circle = { tolerance: 15, period: 360 }

it('goes the short way around where numbers go around', () => {
  expect(distance(350, 10, 360)).toBe(20)
  expect(distance(350, 10)).toBe(340)
  expect(judgeNumber(10, 355, circle)).toBe('right')
  expect(judgeNumber(11, 355, circle)).toBe('off')
  expect(judgeNumber(3, 8, { tolerance: 1 })).toBe('low')
  expect(judgeNumber(9.5, 8, { tolerance: 1 })).toBe('high')
})

it('finds the right choice', () => {
  expect(rightChoice([1, 8, 3], 'largest')).toBe(1)
  expect(rightChoice([1, 8, 3], 'smallest')).toBe(0)
})

it('reads a state from an address, by the type of what is at rest', () => {
  const written = new Map([
    ['angle', '200'],
    ['unit', 'conv4/9'],
    ['x', 'much'],
    ['zoom', '3'],
  ])
  expect(stateFrom({ unit: 'conv4/1', angle: 75, x: 1 }, written)).toEqual({ unit: 'conv4/9', angle: 200, x: 1 })
})

it('holds a value against a limit, its ends included, and says the limit', () => {
  expect([0.4, 0.5, 0.6].map((value) => within({ atMost: 0.5 }, value))).toEqual([true, true, false])
  expect([0.4, 0.5, NaN].map((value) => within({ atLeast: 0.5 }, value))).toEqual([false, true, false])
  expect(limitWords({ atMost: 0.5 }, String)).toBe('at most 0.5')
  expect(limitWords({ atLeast: 2 }, String)).toBe('at least 2')
})
