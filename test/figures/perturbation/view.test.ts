import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describe as inWords, emptiness, verdict } from '../../../src/figures/perturbation/describe.ts'
import { labelPlaces } from '../../../src/figures/perturbation/labelPlaces.ts'
import { linesOf } from '../../../src/figures/perturbation/lines.ts'
import {
  aged,
  doneOf,
  goneAt,
  ordersOf,
  perturbationTable,
  refining,
  viewOf,
  withMethod,
  withOwn,
  type Asked,
  type Ordered,
} from '../../../src/figures/perturbation/view.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings({ model: 'mosaic', models: ['mosaic'] })
const curve = (area: number) => ({ probabilities: [0.5, area, 0.1], kept: [true, true, false], area })
const curves = (most: number, least: number) => ({ most: curve(most), least: curve(least) })
const ordered = (order: number[], most: number, least: number, empty = false) => ({
  order,
  empty,
  curves: { mean: curves(most, least), blur: curves(most + 0.05, least) },
})
const data = {
  rows: 2,
  columns: 2,
  steps: [0, 1, 3],
  guesses: [],
  methods: [ordered([3, 1, 0, 2], 0.4, 0.41), ordered([0, 1, 2, 3], 0.2, 0.3), ordered([0, 1, 2, 3], 0.1, 0.9, true)],
  mask: null,
}
const view = viewOf(data, ['random', 'relevance', 'attentionGradCam'], 'mean', 'a picture')
const asked: Asked = { index: at.network.classes.indexOf('orange'), filling: 'mean', removed: 1 }
const own: Ordered = { order: [2, 0, 1, 3], empty: false, ...curves(0.15, 0.35) }

describe('what is shown', () => {
  it('is of the filling that is asked for', () => {
    expect(view.methods.relevance.most?.area).toBe(0.2)
    expect(viewOf(data, ['random', 'relevance', 'attentionGradCam'], 'blur', '').methods.relevance.most?.area).toBe(
      0.25,
    )
  })

  it('removes patches in the order of each', () => {
    expect(goneAt(view, view.methods.random, 0)).toEqual([])
    expect(goneAt(view, view.methods.random, 2)).toEqual([3, 1, 0])
  })

  it('has the reader’s own last, or not at all', () => {
    expect(ordersOf(withOwn(view, own)).map(([name]) => name)).toEqual([
      'random',
      'relevance',
      'attentionGradCam',
      'own',
    ])
    expect(withOwn(withOwn(view, own), undefined)).toEqual(view)
  })

  it('is done curve by curve, and what is older is neither ranked nor given away', () => {
    const begun = aged(withOwn(view, own))
    expect(doneOf(begun)).toBe(0)
    expect(verdict(begun, asked, at)).toBe('')
    expect(perturbationTable(begun).rows).toEqual([])
    const half = withMethod(begun, 'relevance', view.methods.relevance)
    expect(doneOf(half)).toBe(1 / 4)
    expect(doneOf(withMethod(half, 'random', { order: [], empty: false, most: curve(0.1) }))).toBe(1 / 4)
    expect(linesOf(half, 'most', at).map(({ older }) => older)).toEqual([true, false, true, true])
  })
})

it('the curve of the order before stands in for the reader’s own until that comes, marked as older', () => {
  const order = [0, 1, 2, 3]
  const begun = refining({ order, empty: false }, own)
  expect(begun).toEqual({ ...own, order, older: true })
  const half = refining({ order, empty: false, most: curve(0.3) }, own)
  expect([half.most?.area, half.least, half.older]).toEqual([0.3, own.least, true])
  expect(refining({ order, ...curves(0.3, 0.4), empty: false }, own).older).toBe(false)
  expect(refining({ order, empty: false }, undefined)).toEqual({ order, empty: false, older: true })
})

describe('in words', () => {
  it('the order that makes the class fall soonest is named, an empty map is not among them', () => {
    expect(verdict(view, asked, at)).toBe(
      'With its mean colour in place of patches, orange falls soonest by Relevance (area 20), latest by Random (40).',
    )
  })

  it('the reader’s own has its place', () => {
    expect(verdict(withOwn(view, own), asked, at)).toBe(
      'With its mean colour in place of patches, orange falls soonest by your order (area 15), latest by Random (40). Yours comes 1 of 3.',
    )
  })

  it('an empty map is said to order nothing', () => {
    const said = emptiness('attentionGradCam', view.methods.attentionGradCam, asked.index, at)
    expect(said).toMatch(/^empty, so its order is no more than that of the rows: .*orange/)
    expect(inWords(view, asked, at)).toContain(`Grad-CAM: ${said}.`)
    expect(inWords(view, asked, at)).toContain('it lasts longest by Random (area 41)')
    expect(linesOf(view, 'most', at).map(({ label }) => label)).toEqual(['Random 40', 'Relevance 20', 'Grad-CAM empty'])
  })

  it('comes in columns, both ways of each order', () => {
    const { columns, rows } = perturbationTable(withOwn(view, own))
    expect(columns).toEqual(['order', 'removed from', 'area', '0 removed', '1 removed', '3 removed'])
    expect(rows).toHaveLength(8)
    expect(rows.at(-1)).toEqual(['own', 'the least relevant on', 0.35, 0.5, 0.35, 0.1])
  })
})

it('labels stand apart, in order, as near as can be, within their range', () => {
  expect(labelPlaces([10, 50], 5, [0, 100])).toEqual([10, 50])
  expect(labelPlaces([50, 51], 5, [0, 100])).toEqual([50, 55])
  expect(labelPlaces([99, 98, 97], 5, [0, 100])).toEqual([100, 95, 90])
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 9 }), (wanted) => {
      const places = labelPlaces(wanted, 10, [0, 100])
      const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b)
      for (let i = 1; i < order.length; i++)
        expect(places[order[i]] - places[order[i - 1]]).toBeGreaterThanOrEqual(10 - 1e-9)
      for (const place of places) {
        expect(place).toBeGreaterThanOrEqual(-1e-9)
        expect(place).toBeLessThanOrEqual(100 + 1e-9)
      }
    }),
  )
})
