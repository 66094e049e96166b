import { describe, expect, it } from 'vitest'
import { bars, describe as inWords, evidence, matchTable, viewOf } from '../../../src/figures/universality/view.ts'

describe('view', () => {
  const json = {
    stimuli: 560,
    matches: [
      { unit: 2, match: 1, correlation: 0.95 },
      { unit: 0, match: 1, correlation: 0.5 },
      { unit: 1, match: 0, correlation: -0.2 },
    ],
    mean: 0.4167,
    oneToOne: 0.39,
    chance: { networks: 4, mean: 0.3, limit: 0.6, permuted: 0.1 },
    above: 1,
    values: [0, 90],
    pairs: [
      {
        unit: 2,
        match: 1,
        curves: [
          [1, 2],
          [3, 4],
        ] as [number[], number[]],
        weights: [],
      },
      {
        unit: 0,
        match: 1,
        curves: [
          [5, 6],
          [7, 8],
        ] as [number[], number[]],
        weights: [],
      },
    ],
  }
  const view = viewOf(json, { names: ['a', 'b'], layer: 'conv2' }, 0)

  it('counts matches by correlation, each once', () => {
    const found = bars(json.matches.map(({ correlation }) => correlation))
    expect(found.filter(({ count }) => count > 0).map(({ from, count }) => [from.toFixed(2), count])).toEqual([
      ['0.00', 1],
      ['0.50', 1],
      ['0.95', 1],
    ])
  })

  it('says what was compared, and what chance gives', () => {
    expect(evidence(view)).toBe(
      '3 units of a that respond to any of 560 stimuli, each with the unit of b that is most like it: chosen on half of the stimuli, measured on the rest. Mean correlation 0.42; 0.39 where no unit may be taken twice. In 4 copies of b with shuffled weights the best matches reach 0.30 on average and 0.60 at the 95th percentile; 1 of the 3 lie above that. With the stimuli in another order 95 % stay below 0.10.',
    )
    expect(matchTable(view).rows[0]).toEqual(['conv2/2', 'conv2/1', 0.95])
  })

  it('shows a pair with its curves, the most alike where there is none of the unit', () => {
    expect(view.curves).toEqual({ values: [0, 90], own: [5, 6], other: [7, 8] })
    expect(viewOf(json, view, 1).curves?.own).toEqual([1, 2])
    expect(inWords(view, { unit: 0, over: 'x' }, 'line')).toBe(
      'conv2/0 of a and conv2/1 of b: correlation 0.50. Curves: line, along right.',
    )
  })

  it('says that no unit responds where none does', () => {
    const silent = viewOf({ ...json, matches: [], pairs: [] }, view, 0)
    expect(silent.curves).toBe(undefined)
    for (const said of [evidence(silent), inWords(silent, { unit: 0, over: 'x' })])
      expect(said).toBe('No unit of a responds to any of 560 stimuli.')
    expect(matchTable(silent).rows).toEqual([])
  })
})
