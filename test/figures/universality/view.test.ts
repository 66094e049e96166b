import { describe, expect, it } from 'vitest'
import type { SheetRequest } from '../../src/artifacts/sheet/artifact.ts'
import { stateFrom, type UniversalityState } from '../../src/figures/universality/state.ts'
import { bars, evidence, matchTable } from '../../src/figures/universality/view.ts'
import { figureRequests } from '../../src/figures/requests.ts'
import type { LayerTable } from '../../src/vocabulary/layerTable.ts'
import { readLayerTable } from '../../precompute/readModel.ts'
import { lumenTable } from '../model/lumen.ts'

const tableOf = (id: string): LayerTable => (id === 'lumen' ? lumenTable() : readLayerTable(id, 'test/fixtures/twins'))
const ask = (props: Record<string, unknown>, models: string[] = ['lumen']) =>
  figureRequests.Universality!({ id: 'fig-a', layer: 'conv2', ...props }, tableOf, 'gallery', models)

describe('request', () => {
  it('asks for nothing while there is one network', () => {
    expect(ask({})).toEqual([])
  })

  it('asks for the matches and both layers’ pictures as soon as there is a second', () => {
    const [matches, own, other] = ask({}, ['lumen', 'twin-a'])
    expect(matches).toEqual({
      kind: 'universality',
      model: 'lumen',
      other: 'twin-a',
      layer: 'conv2',
      family: 'line',
      over: 'angle',
    })
    expect(own).toMatchObject({ kind: 'sheet', model: 'lumen' })
    expect(other).toMatchObject({ kind: 'sheet', model: 'twin-a' })
    expect((other as SheetRequest).units).toHaveLength(16)
  })

  it('passes over a network that has no such layer', () => {
    expect(ask({ layer: 'conv4' }, ['lumen', 'twin-a'])).toEqual([])
  })

  it.each([
    [{ layer: 'pool2' }, 'invalid layer of <Universality>: pool2 of lumen is no convolution'],
    [{ other: 'lumen' }, '<Universality> compares lumen with itself (write another other="…")'],
    [{ family: 'cat' }, 'unknown family of stimuli: cat (allowed: checker, circle,'],
    [{ over: 'size' }, 'unknown parameter of line: size (allowed: angle,'],
    [{ other: 'nobody' }, 'unknown model: nobody (test/fixtures/twins holds'],
  ])('%j is refused', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

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
    values: [],
    pairs: [],
  }
  it('counts matches by correlation, each once', () => {
    const found = bars(json.matches.map(({ correlation }) => correlation))
    expect(found.filter(({ count }) => count > 0).map(({ from, count }) => [from.toFixed(2), count])).toEqual([
      ['0.00', 1],
      ['0.50', 1],
      ['0.95', 1],
    ])
  })

  it('says what was compared, and what chance gives', () => {
    expect(evidence(json, ['a', 'b'])).toBe(
      '3 units of a that respond to any of 560 stimuli, each with the unit of b that is most like it: chosen on half of the stimuli, measured on the rest. Mean correlation 0.42; 0.39 where no unit may be taken twice. In 4 copies of b with shuffled weights the best matches reach 0.30 on average and 0.60 at the 95th percentile; 1 of the 3 lie above that. With the stimuli in another order 95 % stay below 0.10.',
    )
    expect(matchTable(json, 'conv2', ['a', 'b']).rows[0]).toEqual(['conv2/2', 'conv2/1', 0.95])
  })

  it('state takes from an address what makes sense', () => {
    const initial: UniversalityState = { unit: 2, family: 'line', over: 'angle' }
    const asked = new Map([
      ['unit', '7'],
      ['family', 'grating'],
      ['over', 'wavelength'],
    ])
    expect(stateFrom(asked, initial, [2, 3])).toEqual({ unit: 2, family: 'grating', over: 'wavelength' })
  })
})
