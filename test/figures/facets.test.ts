import { describe, expect, it } from 'vitest'
import type { FacetsData } from '../../src/artifacts/facets/artifact.ts'
import { stateFrom } from '../../src/figures/facets/state.ts'
import { describe as say, facetsTable, reason, verdict } from '../../src/figures/facets/view.ts'
import { figureRequests } from '../../src/figures/requests.ts'
import { lumenTable } from '../model/lumen.ts'

const ask = (props: Record<string, unknown>) => figureRequests.Facets!({ id: 'fig-a', ...props }, () => lumenTable())

describe('request', () => {
  it('asks for each unit on its own', () => {
    expect(ask({ units: 'conv4/9 conv5/3', seed: 2 })).toEqual([
      { kind: 'sheet', model: 'lumen', units: ['conv4/9', 'conv5/3'], seed: 0 },
      { kind: 'facets', model: 'lumen', unit: 'conv4/9', seed: 2 },
      { kind: 'facets', model: 'lumen', unit: 'conv5/3', seed: 2 },
    ])
  })

  it.each([
    [{}, 'invalid units of <Facets>: nothing (write text, as in units="…")'],
    [{ units: 'conv4/64' }, 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
    [
      { units: 'conv1/3' },
      'no facets of conv1/3: facets are told apart by the layer below (write a unit of a convolution above the first)',
    ],
    [
      { units: 'logits/3' },
      'no facets of logits/3: facets are told apart by the layer below (write a unit of a convolution above the first)',
    ],
    [{ units: 'conv4/1 conv4/1' }, 'unit of <Facets> named twice: conv4/1 (name each once)'],
    [{ unit: 'conv4/1' }, 'unknown prop of <Facets>: unit (allowed: id, layout, units, seed, model)'],
  ])('of %o says what was allowed', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

const facet = (count: number, channel: number) => ({
  count,
  inputs: [{ channel, share: 0.3 }],
  most: [{ name: 'flagpole', effect: 3.4 }],
  least: [{ name: 'cauliflower', effect: -2.2 }],
})
const json: FacetsData = {
  grouped: Array.from({ length: 120 }, (_, index) => ({ index, value: 1 })),
  groups: Array.from({ length: 120 }, (_, i) => (i < 102 ? 0 : 1)),
  separation: 0.81,
  chance: [0.1, 0.4, 0.73],
  threshold: 0.73,
  facets: [facet(102, 29), facet(18, 45)],
  optima: [],
  order: [],
}

describe('in words', () => {
  it('says what the rule says, and why', () => {
    expect(verdict('conv4/9', json)).toBe('conv4/9 is two things in one')
    expect(verdict('conv4/9', { ...json, separation: 0.73 })).toBe('conv4/9 looks like one thing')
    expect(reason(json)).toBe(
      'Its 120 strongest stimuli fall apart with a mean silhouette of 0.81. Where weights are shuffled, 19 of 20 units of the layer reach no more than 0.73.',
    )
    expect(reason({ ...json, chance: [] })).toContain('no unit of the layer responds to enough')
    expect(say('conv4/9', json.facets, 'conv3')).toBe(
      'conv4/9 in two groups. Group 1: 102 stimuli, through conv3/29, for flagpole +3.40. Group 2: 18 stimuli, through conv3/45, for flagpole +3.40.',
    )
  })

  it('gives a table', () => {
    expect(facetsTable(json, 'conv3').rows.slice(0, 2)).toEqual([
      [1, 102, 'input', 'conv3/29', 0.3],
      [1, 102, 'logit', 'flagpole', 3.4],
    ])
  })

  it('takes from an address what makes sense', () => {
    const initial = { unit: 'conv4/9', facets: 0 }
    const units = ['conv4/9', 'conv4/39']
    expect(
      stateFrom(
        new Map([
          ['unit', 'conv4/39'],
          ['facets', '3'],
        ]),
        initial,
        units,
      ),
    ).toEqual({ unit: 'conv4/39', facets: 3 })
    expect(
      stateFrom(
        new Map([
          ['unit', 'conv5/1'],
          ['facets', '9'],
        ]),
        initial,
        units,
      ),
    ).toEqual(initial)
  })
})
