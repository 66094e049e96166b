import { describe, expect, it } from 'vitest'
import { PRESETS, presetOf } from '../../../src/figures/featureVis/presets.ts'
import {
  before,
  NOTHING,
  objectiveKey,
  sayObjective,
  sayOutcome,
  viewOf,
  withStep,
  type Course,
} from '../../../src/figures/featureVis/view.ts'
import type { Ascended } from '../../../src/optvis/ascent.ts'
import { surroundings } from '../surroundings.ts'

const { network } = surroundings()
const unitAlone = { unit: 'conv4/39', direction: '', towards: '', share: 0.5, negative: false }
const file = (src: string) => ({ src, width: 39, height: 39, columns: 1, rows: 1 })
const made = Object.fromEntries(
  PRESETS.map(({ name }, i) => [
    name,
    {
      data: { curve: [{ step: 104, score: 10 + i }] },
      files: { picture: file(name) },
      scores: [{ unit: 'conv4/39', score: 10 + i, steps: 104, dead: false }],
    },
  ]),
)

describe('what was made ahead of time', () => {
  it('is the recipe’s picture, and that of the unit where there is one', () => {
    expect(viewOf(made, unitAlone).ahead).toMatchObject({ score: 14, picture: file('recipe') })
    const picture = {
      files: { sheet: file('own') },
      scores: [{ unit: 'conv4/39', score: 20, steps: 104, dead: false }],
    }
    const { ahead } = viewOf({ ...made, picture } as never, unitAlone)
    expect(ahead).toMatchObject({ score: 20, picture: file('own') })
    expect(ahead.presets.map(({ name, score }) => [name, score])).toEqual(PRESETS.map(({ name }, i) => [name, 10 + i]))
  })

  it('is the preset that chooses the same', () => {
    expect(presetOf(PRESETS, { ...PRESETS[2] })?.name).toBe('colours')
    expect(presetOf(PRESETS, { ...PRESETS[2], transforms: 'shift' })).toBeUndefined()
  })
})

describe('what is sought', () => {
  it.each([
    [{}, 'conv4/39'],
    [{ negative: true }, 'conv4/39'],
    [{ towards: 'conv4/35', share: 0.25 }, '0.75 conv4/39 + 0.25 conv4/35'],
    [{ direction: 'conv4/39 1 conv4/35 -0.5' }, 'conv4/39 − 0.5 conv4/35'],
    [{ direction: 'conv4/39 -2 conv4/35 1' }, '−2 conv4/39 + conv4/35'],
    [{ unit: 'logits/24' }, network.classes[24]],
  ])('with %j is %s', (choice, said) => {
    expect(sayObjective({ ...unitAlone, ...choice }, network)).toBe(said)
  })

  it('is another where scores do not compare', () => {
    const same = objectiveKey(unitAlone)
    expect(objectiveKey({ ...unitAlone, share: 0.2 })).toBe(same)
    for (const other of [{ negative: true }, { towards: 'conv4/35' }, { unit: 'conv4/35' }])
      expect(objectiveKey({ ...unitAlone, ...other })).not.toBe(same)
  })
})

describe('runs', () => {
  const frame = (step: number, scores?: number[]): Ascended => ({
    step,
    steps: 104,
    images: new Float32Array(),
    height: 0,
    width: 0,
    ...(scores && { scores }),
  })
  const run = (course: Course, ...frames: Ascended[]) => frames.reduce(withStep, before(course))

  it('are read where their scores are, the best of several pictures', () => {
    const { now } = run(NOTHING, frame(1, [0.5, 1]), frame(2), frame(4, [3, 2]))
    expect(now).toMatchObject({
      name: 'run 1',
      readings: [
        { step: 1, score: 1 },
        { step: 4, score: 3 },
      ],
      frame: frame(4, [3, 2]),
    })
  })

  it('of before stay in sight, two of those that came to something', () => {
    const one = run(NOTHING, frame(1, [1]), frame(4, [2]))
    const broken = run(one, frame(1, [1]))
    const four = run(run(broken, frame(1, [1]), frame(4, [2])), frame(1, [1]), frame(4, [2]))
    const five = before(four)
    expect(four.earlier.map(({ name }) => name)).toEqual(['run 1', 'run 3'])
    expect(five.earlier.map(({ name }) => name)).toEqual(['run 3', 'run 4'])
    expect(five.now).toBeUndefined()
  })

  it('are said, beside what was made ahead of time where it is of the same', () => {
    const { ahead } = viewOf(made, unitAlone)
    const view = { ahead, course: run(NOTHING, frame(104, [13.254])) }
    expect(sayOutcome(view, unitAlone, network)).toBe(
      'What excites conv4/39 most after 104 steps: score 13.25; made ahead of time: 14.00.',
    )
    expect(sayOutcome(view, { ...unitAlone, negative: true }, network)).toBe(
      'What excites conv4/39 least after 104 steps: score 13.25.',
    )
  })
})
