import { expect, it } from 'vitest'
import { parseProgress } from '../../../src/figures/exercise/progress.ts'

it('progress that this version does not understand is left out', () => {
  const kept = { tries: 1, given: '20', outcome: 'open' }
  expect(parseProgress(JSON.stringify({ turn: kept, other: { tries: 'x' }, third: null }))).toEqual({ turn: kept })
  expect(parseProgress('{')).toEqual({})
  expect(parseProgress('null')).toEqual({})
  expect(parseProgress(undefined)).toEqual({})
})
