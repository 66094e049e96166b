import { describe, expect, it } from 'vitest'
import { summarizeExamples } from '../../../src/circuits/responses/exampleSummary.ts'
import {
  describe as say,
  exampleTable,
  formatCount,
  formatShare,
  parametersOf,
  placeOf,
  summaryWords,
  type View,
} from '../../../src/figures/examples/view.ts'
import { familyAt, SEARCHED, STIMULI } from '../../../src/vocabulary/seededStimuli.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const strongest = { example: -1 }
const viewOf = (values: ArrayLike<number>): View => ({
  unit: 'conv4/12',
  seed: 0,
  families: SEARCHED,
  summary: summarizeExamples(values, (index) => familyAt(index)),
})
const spirals = (count: number) => viewOf(Array.from({ length: count }, (_, i) => (familyAt(i) === 'spiral' ? i : 0)))
const silent = viewOf(new Float32Array(STIMULI))

describe('in words', () => {
  it('says what excites the unit most, and of which families', () => {
    expect(summaryWords(spirals(1400))).toBe(
      'conv4/12 on 1,400 stimuli: 1391.00 at most. 93\u00a0% leave it silent. Of its strongest 14: spiral 14.',
    )
    expect(say(spirals(STIMULI), strongest, at)).toMatch(/^conv4\/12 on 20,000 stimuli: /)
    expect(say(silent, strongest, at)).toBe('None of 20,000 stimuli excites conv4/12.')
  })

  it('says that a search is not at its end, and nothing else until it is', () => {
    expect(say(spirals(1400), strongest, at)).toBe(say(spirals(2800), strongest, at))
  })

  it('says of an example that a reader chose what it is', () => {
    expect(say(spirals(1400), { example: 1391 }, at)).toBe('Stimulus 1391, spiral: conv4/12 responds with 1391.00.')
    const images = { order: [0], at: [[2, 3] as [number, number]], labels: ['orange'] }
    expect(say({ ...viewOf([5]), images }, { example: 0 }, at)).toBe('Image of orange: conv4/12 responds with 5.00.')
  })

  it('gives a table with what was drawn for each', () => {
    const { columns, rows } = exampleTable(spirals(1400), undefined, at)
    expect(columns).toEqual(['place', 'index', 'value', 'family', 'parameters'])
    expect(rows[0]?.slice(0, 4)).toEqual(['strongest', 1391, 1391, 'spiral'])
    expect(rows[0]?.[4]).toContain('handedness ')
    expect(rows.at(-1)?.[0]).toBe('silent')
  })

  it('says in the table, too, that nothing excites the unit', () => {
    const { columns, rows } = exampleTable(silent, undefined, at)
    expect(rows[0]).toEqual(['none of 20000 excites conv4/12', '', '', '', ''])
    expect(rows.every((row) => row.length === columns.length)).toBe(true)
  })

  it('gives a table of images with their classes', () => {
    const images = {
      order: [0, 1],
      at: [[0, 0] as [number, number], [2, 3] as [number, number]],
      labels: ['orange', 'bus'],
    }
    const { columns, rows } = exampleTable({ ...viewOf([5, 7]), images }, undefined, at)
    expect(columns).toEqual(['place', 'index', 'value', 'class'])
    expect(rows[0]).toEqual(['strongest', 1, 7, 'bus'])
  })

  it('rounds counts and shares, but never to nothing or all', () => {
    expect([7, 1234, 20000, 1234567].map(formatCount)).toEqual(['7', '1,234', '20,000', '1,234,567'])
    expect(formatShare(1, 20000)).toBe('< 1\u00a0%')
    expect(formatShare(19999, 20000)).toBe('> 99\u00a0%')
    expect([formatShare(0, 9), formatShare(9, 9), formatShare(1, 3)]).toEqual(['0\u00a0%', '100\u00a0%', '33\u00a0%'])
    expect(formatShare(0, 0)).toBe('–')
  })

  it('names a hue only where there is one', () => {
    const searched = { seed: 0, families: SEARCHED }
    const hued = Array.from({ length: 60 }, (_, i) => parametersOf(at.vocabulary, searched, i))
    expect(hued.some((rows) => rows.some(({ name }) => name === 'hue'))).toBe(true)
    for (const rows of hued) {
      const saturated = rows.find(({ name }) => name === 'saturation')?.value !== '0.00'
      expect(rows.some(({ name }) => name === 'hue')).toBe(saturated)
    }
  })
})

describe('the place of the unit', () => {
  it('is the one named, that of the image, or the centre; without positions there is none to frame', () => {
    const images = { order: [7], at: [[2, 3] as [number, number]], labels: ['orange'] }
    expect(placeOf({ unit: 'conv4/12' }, 7, at.network)).toMatchObject({ at: [8, 8], layer: { name: 'conv4' } })
    expect(placeOf({ unit: 'conv4/12@1,2' }, 7, at.network).at).toEqual([1, 2])
    expect(placeOf({ unit: 'conv4/12', images }, 7, at.network).at).toEqual([2, 3])
    expect(placeOf({ unit: 'logits/3' }, 7, at.network).layer).toBeUndefined()
  })
})
