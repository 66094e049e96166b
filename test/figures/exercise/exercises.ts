/** One exercise of each kind, as its artifact holds it. */
import type { ChoiceData, NumberData, StateData } from '../../../src/artifacts/exercise/artifact.ts'

export const number: NumberData = {
  asks: 'number',
  unit: 'degrees',
  answer: 355,
  tolerance: 15,
  range: [0, 360],
  period: 360,
}
export const choice: ChoiceData = {
  asks: 'choice',
  measures: 'Response',
  choices: ['conv4/1', 'conv4/2', 'conv4/3'],
  values: [1, 8, 3],
  right: 'largest',
  margin: 2,
}
export const state: StateData = {
  asks: 'state',
  measures: 'Response of conv4/1',
  start: { unit: 'conv4/1', angle: 75, x: 1 },
  keeps: ['unit', 'x'],
  solution: { angle: 255 },
  before: 14.5,
  after: 0,
  atMost: 0.5,
}
