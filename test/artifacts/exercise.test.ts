import { describe, expect, it } from 'vitest'
import { exportedPath, readExported } from '../../precompute/readExported.ts'
import type { ChoiceData, NumberData, StateData } from '../../src/artifacts/exercise/artifact.ts'
import { encode as encodeFiles } from '../../src/artifacts/exercise/encode.ts'
import { choice, number, state } from '../figures/exercise/exercises.ts'

const request = { kind: 'exercise', model: 'lumen', article: 'circles', id: 'turn' } as const

it('an article without exercises is named', () => {
  const missing = 'no exercises: <Exercise id="ex-turn"> needs content/none/exercises.ts, which exports them by name'
  expect(() => exportedPath('exercise', 'none', 'turn')).toThrow(missing)
  expect(() => readExported('exercise', 'none', 'turn')).toThrow(missing)
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
