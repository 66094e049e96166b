import { describe, expect, it } from 'vitest'
import { datasetNamed } from '../../src/artifacts/datasets.ts'
import { summarizeExamples } from '../../src/circuits/responses/exampleSummary.ts'
import { familyAt } from '../../src/vocabulary/seededStimuli.ts'
import { stateFrom } from '../../src/figures/examples/state.ts'
import {
  describe as say,
  exampleTable,
  formatCount,
  formatShare,
  parametersOf,
} from '../../src/figures/examples/view.ts'
import { figureRequests } from '../../src/figures/requests.ts'
import { lumenTable } from '../model/lumen.ts'

const ask = (props: Record<string, unknown>) => figureRequests.Examples!({ id: 'fig-a', ...props }, () => lumenTable())

describe('request', () => {
  it('asks for each unit on its own, so that figures share them, and for their pictures', () => {
    expect(ask({ units: 'conv4/39, conv5/3', seed: 2 })).toEqual([
      { kind: 'sheet', model: 'lumen', units: ['conv4/39', 'conv5/3'], seed: 0 },
      { kind: 'examples', model: 'lumen', unit: 'conv4/39', seed: 2 },
      { kind: 'examples', model: 'lumen', unit: 'conv5/3', seed: 2 },
    ])
  })

  it.each([
    [{}, 'invalid units of <Examples>: nothing (write text, as in units="…")'],
    [{ units: 'conv4/64' }, 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
    [{ units: 'conv4/1 conv4/1' }, 'unit of <Examples> named twice: conv4/1 (name each once)'],
    [
      { units: Array.from({ length: 9 }, (_, i) => `conv4/${i}`).join(' ') },
      'too many units of <Examples>: 9 (at most 8)',
    ],
    [{ units: 'conv4/1', seed: -1 }, 'invalid seed of <Examples>: -1 (write a whole number from 0, as in seed={0})'],
    [{ unit: 'conv4/1' }, 'unknown prop of <Examples>: unit (allowed: id, layout, units, seed, dataset, model)'],
  ])('of %o says what was allowed', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

describe('request of images', () => {
  it('asks for the images of a set by its name', () => {
    expect(ask({ units: 'conv4/39', dataset: 'flowers' })).toContainEqual({
      kind: 'datasetExamples',
      model: 'lumen',
      unit: 'conv4/39',
      dataset: 'flowers',
    })
    expect(() => ask({ units: 'conv4/39', dataset: 'flowers', seed: 1 })).toThrow(
      'seed of <Examples> with dataset="flowers" (images are not drawn; leave the seed away)',
    )
  })

  it('a set without a licence is refused, and where to set it said', () => {
    const flowers = { title: 'Flowers', license: 'CC0', attribution: 'A gardener' }
    expect(datasetNamed({ flowers }, 'flowers')).toBe(flowers)
    expect(() => datasetNamed({ flowers }, 'birds')).toThrow(
      'no licence of the images of birds (set license and attribution in content/datasets.json; it has flowers)',
    )
  })
})

describe('the state of an address', () => {
  const initial = { unit: 'conv4/39', seed: 0, example: -1 }
  it('takes what makes sense', () => {
    const asked = new Map([
      ['unit', 'conv5/3'],
      ['seed', '7'],
      ['example', '19999'],
    ])
    expect(stateFrom(asked, initial)).toEqual({ unit: 'conv5/3', seed: 7, example: 19999 })
    const wrong = new Map([
      ['unit', ''],
      ['seed', '-7'],
      ['example', 'x'],
    ])
    expect(stateFrom(wrong, initial)).toEqual(initial)
  })
})

describe('in words', () => {
  const values = Float32Array.from({ length: 1400 }, (_, i) => (familyAt(i) === 'spiral' ? i : 0))
  const summary = summarizeExamples(values, familyAt)

  it('says what excites the unit most, and of which families', () => {
    expect(say('conv4/12', summary)).toBe(
      'conv4/12 on 1,400 stimuli: 1391.00 at most. 93\u00a0% leave it silent. Of its strongest 14: spiral 14.',
    )
    const never = summarizeExamples([0, 0], familyAt)
    expect(say('conv4/12', never)).toBe('None of 2 stimuli excites conv4/12.')
  })

  it('gives a table with what was drawn for each', () => {
    const { columns, rows } = exampleTable(summary, 0)
    expect(columns).toEqual(['place', 'index', 'value', 'family', 'parameters'])
    expect(rows[0]!.slice(0, 4)).toEqual(['strongest', 1391, 1391, 'spiral'])
    expect(rows[0]![4]).toContain('handedness ')
    expect(rows.at(-1)!.slice(0, 1)).toEqual(['silent'])
  })

  it('rounds counts and shares, but never to nothing or all', () => {
    expect([7, 1234, 20000, 1234567].map(formatCount)).toEqual(['7', '1,234', '20,000', '1,234,567'])
    expect(formatShare(1, 20000)).toBe('< 1\u00a0%')
    expect(formatShare(19999, 20000)).toBe('> 99\u00a0%')
    expect([formatShare(0, 9), formatShare(9, 9), formatShare(1, 3)]).toEqual(['0\u00a0%', '100\u00a0%', '33\u00a0%'])
  })

  it('names a hue only where there is one', () => {
    const hued = Array.from({ length: 60 }, (_, i) => parametersOf(0, i))
    expect(hued.some((rows) => rows.some(({ name }) => name === 'hue'))).toBe(true)
    for (const rows of hued) {
      const saturated = rows.find(({ name }) => name === 'saturation')!.value !== '0.00'
      expect(rows.some(({ name }) => name === 'hue')).toBe(saturated)
    }
  })
})
