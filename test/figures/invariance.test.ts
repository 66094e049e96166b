import { describe, expect, it } from 'vitest'
import type { InvarianceData } from '../../src/artifacts/invariance/artifact.ts'
import { stateFrom, type InvarianceState } from '../../src/figures/invariance/state.ts'
import { invarianceProps } from '../../src/figures/invariance/request.ts'
import {
  describe as say,
  evidence,
  poseText,
  responseAt,
  turnPasses,
  turnTable,
} from '../../src/figures/invariance/view.ts'
import { figureRequests } from '../../src/figures/requests.ts'
import { everyParameter } from '../../src/vocabulary/stimulus.ts'
import { lumenTable } from '../model/lumen.ts'
import { familyNamed } from '../../src/stimuli/families.ts'

const OWN = { left: 'conv4/13 conv5/69', right: 'conv4/20 conv5/68', union: 'conv6/9' }
const ask = (props: Record<string, unknown>) =>
  figureRequests.Invariance!({ id: 'fig-a', ...OWN, ...props }, () => lumenTable())

describe('request', () => {
  it('asks for the circuit, with what the author sets of the head, and the units’ pictures', () => {
    expect(ask({ size: 20, pose: -0.5 })).toEqual([
      {
        kind: 'invariance',
        model: 'lumen',
        left: ['conv4/13', 'conv5/69'],
        right: ['conv4/20', 'conv5/68'],
        union: 'conv6/9',
        sample: { size: 20 },
      },
      {
        kind: 'sheet',
        model: 'lumen',
        units: ['conv4/13', 'conv4/20', 'conv5/69', 'conv5/68', 'conv6/9'],
        seed: 0,
      },
    ])
  })

  it.each([
    [
      { left: 'conv4/13' },
      'invalid left of <Invariance>: 1 units (write the lower and the upper one, as in left="conv4/13 conv5/69")',
    ],
    [
      { right: 'conv3/20 conv5/68' },
      'invalid right of <Invariance>: conv3/20 (beside conv4/13 stands a unit of conv4)',
    ],
    [
      { union: 'conv7/1' },
      '<Invariance> has no weights from conv5 to conv7 (each step leads to the next convolution: conv7’s is conv6)',
    ],
    [
      { union: 'logits/1' },
      '<Invariance> has no weights from conv5 to logits (each step leads to the next convolution: logits’s is none)',
    ],
    [{ union: 'conv6/192' }, 'unknown unit: conv6/192 (conv6 has units 0 to 191)'],
    [{ pose: 2 }, 'invalid pose of <Invariance>: 2 (write a number from -1 to 1, as in pose={1})'],
    [{ legs: 4 }, 'unknown prop of <Invariance>: legs (allowed: id, layout, left, right, union, model, seed, pose,'],
  ])('%j is refused', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })

  it('the pose is where the mark starts', () => {
    expect(invarianceProps({ ...OWN, pose: -0.5 }, () => lumenTable()).pose).toBe(-0.5)
  })
})

describe('view', () => {
  const turn = [-1, -0.5, 0, 0.5, 1]
  it('a response lies on a line between the known ones', () => {
    expect(responseAt(turn, [2, 4, 0, 0, 8], -0.75)).toBe(3)
    expect(responseAt(turn, [2, NaN, 4, 0, 8], -0.5)).toBe(3)
    expect(responseAt(turn, [2, NaN, 4, 0, 8], -1)).toBe(2)
    expect(responseAt(turn, [2, NaN, 4, 0, 8], 1)).toBe(8)
  })

  it('passes are coarse first, each pose once', () => {
    const passes = turnPasses(41)
    expect(passes.map(({ length }) => length)).toEqual([5, 4, 32])
    expect(passes.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 41 }, (_, i) => i))
  })

  it('is put in words', () => {
    expect(say(['a/1', 'a/2', 'b/1', 'b/2', 'c/1'], [1, 0, 2, 0.125, 3], 'The head looks left')).toBe(
      'The head looks left: left chain a/1 1.00, b/1 2.00; right chain a/2 0.00, b/2 0.13; joined c/1 3.00.',
    )
    expect([-0.5, 0, 1].map(poseText)).toEqual(['0.50 to the left', 'at the reader', '1.00 to the right'])
  })

  it('says what chance gives, and where another circuit is better', () => {
    const json: InvarianceData = {
      turn: [...turn],
      curves: [],
      poses: [],
      means: [],
      kernels: [],
      heads: 24,
      preferences: [-0.187, 0.159, -0.188, 0.223, 0.0375],
      likenesses: [0.889, 0.713] as [number, number],
      measured: {
        separation: 0.159,
        likeness: 0.713,
        evenness: 0.96,
        along: [1, 1] as [number, number],
        across: [0, 0] as [number, number],
        joined: [1, 1] as [number, number],
        score: 0.0799,
      },
      rank: 1,
      candidates: 179,
      best: { left: ['a/1', 'b/1'], right: ['a/2', 'b/2'], union: 'c/1' },
      chance: { networks: 4, ofNetworks: 0, draws: 100, ofDraws: 0.00358 },
    }
    expect(evidence(json)).toBe(
      'On 24 heads in nine poses, each also mirrored, the chains’ units prefer their side by 19\u00a0%, 16\u00a0%, 19\u00a0%, 22\u00a0%; the unit that joins them prefers neither (4\u00a0%). Left and right units are each other’s mirror image with a correlation of 0.89 and 0.71. Score 0.080, the best of 179 candidates in these layers; with the kernels shuffled 100 times the best is 0.0036, and 4 networks of shuffled weights have no candidate at all.',
    )
    expect(evidence({ ...json, rank: 2, chance: { ...json.chance, ofNetworks: 0.01 } })).toMatch(
      /number 2 of 179 candidates in these layers \(the best: a\/1, b\/1, a\/2, b\/2, c\/1\).*the best of 4 networks of shuffled weights has 0.010/,
    )
  })

  it('as a table leaves out what is not yet computed', () => {
    expect(turnTable(['a/1'], [0, 1], [[2, NaN]])).toEqual({ columns: ['pose', 'a/1'], rows: [[0, 2]] })
  })
})

it('state takes from an address what makes sense, and leaves the rest', () => {
  const table = everyParameter(familyNamed('head'))
  const initial: InvarianceState = { show: 'head', picture: 'teapot-1', pose: 1, size: 20 }
  const asked = new Map([
    ['pose', '-0.5'],
    ['size', '99'],
    ['show', 'film'],
    ['picture', 'x'],
  ])
  expect(stateFrom(asked, initial, table, ['teapot-1'])).toEqual({ ...initial, pose: -0.5 })
})
