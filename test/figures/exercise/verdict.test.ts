import { expect, it } from 'vitest'
import {
  computedAgain,
  judgeChoice,
  judgeKept,
  judgePrediction,
  judgeState,
} from '../../../src/figures/exercise/verdict.ts'
import { choice, number, state } from './exercises.ts'

it('says what is wrong without giving the answer away', () => {
  expect(judgePrediction(number, 200)).toEqual({
    right: false,
    says: 'Not yet: 200 is off by more than 15 degrees.',
  })
  expect(judgePrediction(number, 5)).toEqual({ right: true, says: 'Right: it is 355 degrees.' })
  expect(judgePrediction(number, 400)).toBe(null)
  expect(judgePrediction(number, null)).toBe(null)
  expect(judgeChoice(choice, 'conv4/3')).toEqual({
    right: false,
    says: 'Not yet: it is not conv4/3.',
  })
  expect(judgeChoice(choice, 'conv4/2')!.right).toBe(true)
  expect(judgeChoice(choice, '')).toBe(null)
})

it('measures a figure’s state against the bound, and holds still what has to stay', () => {
  expect(judgeState(state, 3)).toEqual({
    right: false,
    says: 'Not yet: 3 was measured; bring it to at most 0.5.',
  })
  expect(judgeState(state, 0.5).right).toBe(true)
  expect(judgeKept(state, { unit: 'conv4/1', angle: 200, x: 1 })).toBe(null)
  expect(judgeKept(state, { unit: 'conv4/9', angle: 200, x: 2 })).toEqual({
    right: false,
    says: 'Not yet: set unit to conv4/1 and x to 1 again, which has to stay.',
  })
})

it('tells what came out in the page', () => {
  expect(computedAgain(number, 354.96)).toBe('Computed again in this page: 355 degrees.')
  expect(computedAgain(choice, [1, 8.04, 3])).toBe('Computed again in this page: conv4/1 1, conv4/2 8.04, conv4/3 3.')
})
