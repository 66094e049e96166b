import { expect, it } from 'vitest'
import type { StateData } from '../../../src/artifacts/exercise/artifact.ts'
import { checkStart } from '../../../src/figures/exercise/start.ts'

const state: StateData = {
  asks: 'state',
  measures: 'Response of conv4/1',
  start: { unit: 'conv4/1', angle: 75, x: 1 },
  keeps: ['unit', 'x'],
  solution: { angle: 255 },
  before: 14.5,
  after: 0,
  atMost: 0.5,
}

it('an exercise that starts where its figure does not is refused', () => {
  const place = { id: 'ex-turn', figure: 'fig-anatomy' }
  expect(() => checkStart(state, place, { angle: 75, id: 'fig-anatomy' })).not.toThrow()
  expect(() => checkStart(state, place, { angle: 80 })).toThrow(
    '<Exercise id="ex-turn"> starts with angle 75, but fig-anatomy has angle 80',
  )
  expect(() => checkStart(state, { ...place, figure: '' }, undefined)).toThrow(
    '<Exercise id="ex-turn"> asks for a state and names no figure (write figure="fig-…")',
  )
})
