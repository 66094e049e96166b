import { describe as group, expect, it } from 'vitest'
import type { InvarianceData } from '../../../src/artifacts/invariance/artifact.ts'
import {
  describe,
  evidence,
  poseText,
  responseAt,
  turnPasses,
  turnTable,
  valuesOf,
  type View,
} from '../../../src/figures/invariance/view.ts'

const turn = [-1, -0.5, 0, 0.5, 1]
const units = ['a/1', 'a/2', 'b/1', 'b/2', 'c/1']
const view: View = { units, turn, curves: [1, 0, 2, 0.125, 3].map((value) => turn.map(() => value)) }

group('view', () => {
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

  it('is put in words, of a head and of a picture', () => {
    expect(describe(view, { show: 'head', pose: -0.5 })).toBe(
      'The head looks 0.50 to the left: left chain a/1 1.00, b/1 2.00; right chain a/2 0.00, b/2 0.13; joined c/1 3.00.',
    )
    const mirrored = { caption: 'A cup', pairs: units.map((_, i) => [i, 0] as const) }
    expect(describe({ ...view, mirrored }, { show: 'picture', pose: 0 })).toBe(
      'A cup: left chain a/1 0.00, b/1 2.00; right chain a/2 1.00, b/2 3.00; joined c/1 4.00. Mirrored: left chain a/1 0.00, b/1 0.00; right chain a/2 0.00, b/2 0.00; joined c/1 0.00.',
    )
    expect(valuesOf({ ...view, mirrored }, { show: 'head', pose: 0 })).toEqual([1, 0, 2, 0.125, 3])
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
    expect(turnTable({ units: ['a/1'], turn: [0, 1], curves: [[2, NaN]] })).toEqual({
      columns: ['pose', 'a/1'],
      rows: [[0, 2]],
    })
  })
})
