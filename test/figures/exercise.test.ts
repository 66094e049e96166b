import { describe, expect, it } from 'vitest'
import { exercisesDigest, readExercise } from '../../precompute/readExercises.ts'
import type { ChoiceData, NumberData, StateData } from '../../src/artifacts/exercise/artifact.ts'
import { parseProgress } from '../../src/figures/exercise/progress.ts'
import { checkStart } from '../../src/figures/exercise/start.ts'
import {
  computedAgain,
  judgeChoice,
  judgeKept,
  judgePrediction,
  judgeState,
} from '../../src/figures/exercise/verdict.ts'
import { encode as encodeFiles } from '../../src/artifacts/exercise/encode.ts'
import { figureRequests } from '../../src/figures/requests.ts'
import { distance, judgeNumber, rightChoice, stateFrom } from '../../src/vocabulary/judging.ts'
import { lumenTable } from '../model/lumen.ts'

const request = { kind: 'exercise', model: 'lumen', article: 'circles', id: 'turn' } as const
const ask = (props: Record<string, unknown>, article?: string) =>
  figureRequests.Exercise!(props, () => lumenTable(), article)

const number: NumberData = {
  asks: 'number',
  unit: 'degrees',
  answer: 355,
  tolerance: 15,
  range: [0, 360],
  period: 360,
}
const choice: ChoiceData = {
  asks: 'choice',
  measures: 'Response',
  choices: ['conv4/1', 'conv4/2', 'conv4/3'],
  values: [1, 8, 3],
  right: 'largest',
  margin: 2,
}
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

it('Exercise asks for what its article’s exercises.ts computes', () => {
  expect(ask({ id: 'ex-turn', title: 'Turn' }, 'circles')).toEqual([request])
})

it.each([
  [{ title: 'Turn' }, 'invalid id of <Exercise>: nothing (write text, as in id="…")'],
  [
    { id: 'turn', title: 'Turn' },
    'invalid id of <Exercise>: "turn" (write ex- and the name of the exercise, as in id="ex-turn")',
  ],
  [{ id: 'ex-turn' }, 'invalid title of <Exercise>: nothing (write text, as in title="…")'],
  [
    { id: 'ex-turn', title: 'Turn', seed: 1 },
    'unknown prop of <Exercise>: seed (allowed: id, layout, title, figure, model)',
  ],
])('<Exercise %j /> is refused', (props, message) => {
  expect(() => ask(props, 'circles')).toThrow(message)
})

it('an article without exercises is named', () => {
  const missing = 'no exercises: <Exercise id="ex-turn"> needs content/none/exercises.ts, which exports them by name'
  expect(() => exercisesDigest('none', 'turn')).toThrow(missing)
  expect(() => readExercise('none', 'turn')).toThrow(missing)
})

describe('the artifact of an exercise', () => {
  const encode = (json: NumberData | ChoiceData | StateData) => encodeFiles(request, json, [])

  it('holds what is asked and what was computed, to six digits', async () => {
    const { files } = await encode({ ...number, answer: 355.00000049 })
    expect(files.data).toEqual(number)
  })

  it.each([
    [
      'a number outside of its range',
      { ...number, answer: 361 },
      'exercise turn of content/circles/exercises.ts has the answer 361, outside of its range of 0 to 360',
    ],
    ['no number', { ...number, answer: NaN }, 'has the answer NaN, outside of its range'],
    [
      'a number that is easily guessed',
      { ...number, tolerance: 60 },
      'accepts 33 % of all answers (at most 25 %). Lower its tolerance of 60, or widen its range.',
    ],
    [
      'a choice without a clear answer',
      { ...choice, values: [1, 8, 7] },
      'has no clear answer: conv4/2 (8) is 1 from conv4/3 (7), and its margin is 2',
    ],
    ['too few values', { ...choice, values: [1, 8] }, 'measures 2 numbers for 3 choices'],
    [
      'a state that is solved at rest',
      { ...state, before: 0.2 },
      'is solved before anything is changed: it measures 0.2 at its start and asks for at most 0.5',
    ],
    [
      'a solution that does not solve',
      { ...state, after: 3 },
      'is not solved by its solution: it measures 3 there and asks for at most 0.5',
    ],
    [
      'a solution that changes what has to stay',
      { ...state, solution: { x: 4 } },
      'keeps x, which its solution changes',
    ],
  ] as const)('is not made of %s', async (_case, json, message) => {
    await expect(encode(json as NumberData)).rejects.toThrow(message)
  })
})

describe('judging', () => {
  it('goes the short way around where numbers go around', () => {
    expect(distance(350, 10, 360)).toBe(20)
    expect(distance(350, 10)).toBe(340)
    expect(judgeNumber(10, 355, number)).toBe('right')
    expect(judgeNumber(11, 355, number)).toBe('off')
    expect(judgeNumber(3, 8, { tolerance: 1 })).toBe('low')
    expect(judgeNumber(9.5, 8, { tolerance: 1 })).toBe('high')
  })

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
    expect(rightChoice(choice.values, 'smallest')).toBe(0)
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

  it('reads a state from an address, by the type of what is at rest', () => {
    const written = new Map([
      ['angle', '200'],
      ['unit', 'conv4/9'],
      ['x', 'much'],
      ['zoom', '3'],
    ])
    expect(stateFrom(state.start, written)).toEqual({ unit: 'conv4/9', angle: 200, x: 1 })
  })

  it('tells what came out in the page', () => {
    expect(computedAgain(number, 354.96)).toBe('Computed again in this page: 355 degrees.')
    expect(computedAgain(choice, [1, 8.04, 3])).toBe('Computed again in this page: conv4/1 1, conv4/2 8.04, conv4/3 3.')
  })
})

it('an exercise that starts where its figure does not is refused', () => {
  const place = { name: 'turn', figure: 'fig-anatomy' }
  expect(() => checkStart(state, place, { angle: 75, id: 'fig-anatomy' })).not.toThrow()
  expect(() => checkStart(state, place, { angle: 80 })).toThrow(
    'exercise turn starts with angle 75, but fig-anatomy has angle 80',
  )
  expect(() => checkStart(state, { ...place, figure: '' }, undefined)).toThrow(
    '<Exercise id="ex-turn"> asks for a state and names no figure (write figure="fig-…")',
  )
})

it('progress that this version does not understand is left out', () => {
  const kept = { tries: 1, given: '20', outcome: 'open' }
  expect(parseProgress(JSON.stringify({ turn: kept, other: { tries: 'x' }, third: null }))).toEqual({ turn: kept })
  expect(parseProgress('{')).toEqual({})
  expect(parseProgress('null')).toEqual({})
  expect(parseProgress(undefined)).toEqual({})
})
