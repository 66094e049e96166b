import { describe, expect, it } from 'vitest'
import type { UniversalityData } from '../../../src/artifacts/universality/artifact.ts'
import { describe as inWords, evidence, matchOf, matchTable, viewOf } from '../../../src/figures/universality/view.ts'
import { encodeGrid } from '../../../src/vocabulary/grid.ts'

const likeness = { best: 0.6, oneToOne: 0.5, explained: 0.7, cka: 0.8 }
const beside = { trained: likeness, shuffled: likeness, untrained: likeness }
const grid = encodeGrid({ height: 1, width: 2, values: new Float32Array([1, -1]) })
const json: UniversalityData = {
  stimuli: 560,
  pictures: 34,
  matches: [
    { unit: 2, match: 1, correlation: 0.95, onPictures: 0.7 },
    { unit: 0, match: 1, correlation: 0.5, onPictures: 0.4 },
    { unit: 1, match: 0, correlation: -0.2, onPictures: 0.1 },
  ],
  onStimuli: beside,
  onPictures: beside,
  limits: { shuffled: 0.6, untrained: 0.55 },
  above: 1,
  found: { own: [0, 2], other: [1], ownUntrained: [0, 1], otherUntrained: [0, 0] },
  shared: { count: 2, chance: 0.667 },
  ways: [
    [0, 0, 0],
    [0, 0],
  ],
  pairs: [
    {
      unit: 2,
      match: 1,
      curves: [
        [1, 2],
        [3, 4],
      ],
      kernels: [[{ from: 'conv1/3', grids: [grid] }], [{ from: 'input', grids: [grid, grid, grid] }]],
    },
  ],
}
const asked = { names: ['a', 'b'], layers: ['conv2', 'mixed2'], detector: 'curve' } as const
const view = viewOf(json, asked, 2)

it('shows a pair with its curves and kernels, the first where there is none of the unit', () => {
  expect(view.pair?.map(({ channel, curve }) => [channel, curve])).toEqual([
    [2, [1, 2]],
    [1, [3, 4]],
  ])
  expect(view.pair?.[0].kernels[0]).toMatchObject({ from: 'conv1/3', grids: [{ width: 2 }] })
  expect(viewOf(json, asked, 1).pair?.[0].channel).toBe(2)
  expect(matchOf(json, 1)?.match).toBe(0)
})

describe('in words', () => {
  it('says what was compared, what was found, and what chance gives', () => {
    expect(evidence(view)).toBe(
      'Of 3 units of a that respond to any of 560 stimuli, 1 have a fellow in b more like them than 95 of 100 fellows are by chance (correlation 0.60). By the criterion 2 units of a and 1 of b are curve detectors; in untrained copies 0 and 1, and 0 and 0. 2 of the 2 have a fellow that is one, too; 0.7 would if fellows were drawn by lot.',
    )
  })

  it('says how alike a pair is, and leaves out pictures where there were none', () => {
    expect(inWords(view)).toBe(
      'conv2/2 of a and mixed2/1 of b: correlation 0.95 on drawn stimuli, 0.70 on pictures of things. Curves over the direction in which a curve bulges.',
    )
    const blind = { ...json, onPictures: null, matches: json.matches.map((each) => ({ ...each, onPictures: null })) }
    expect(inWords(viewOf(blind, asked, 2))).toContain('0.95 on drawn stimuli. Curves')
    expect(matchTable(viewOf(blind, asked, 2)).rows[0]).toEqual(['conv2/2', 'mixed2/1', 0.95, ''])
  })

  it('says that no unit responds where none does', () => {
    const silent = viewOf({ ...json, matches: [], pairs: [] }, asked, 0)
    expect(silent.pair).toBe(undefined)
    for (const said of [evidence(silent), inWords(silent)])
      expect(said).toBe('No unit of a responds to any of 560 stimuli.')
    expect(matchTable(silent).rows).toEqual([])
  })
})
