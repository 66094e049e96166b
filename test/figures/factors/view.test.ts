import { expect, it } from 'vitest'
import {
  doubtText,
  factorsTable,
  mapText,
  sayFactors,
  shareText,
  viewOf,
  type View,
} from '../../../src/figures/factors/view.ts'

const factor = { share: 0.3, map: [0.5, 0, 0, -0.25], top: [{ channel: 9, weight: 0.8 }], carried: 0.64 }
const found = { share: 0.472, cosine: -0.912, stability: 1, factors: [factor, factor] }
const view: View = { layer: 'conv4', below: 'conv3', height: 2, width: 2, found }

it('says how much is explained', () => {
  expect(shareText(found)).toBe('Two factors explain 47\u00a0% of its squared weights.')
  expect(shareText({ ...found, factors: [factor] })).toBe('One factor explains 47\u00a0% of its squared weights.')
})

it('says how the maps lie, and how far to trust the mixes', () => {
  expect(doubtText(found)).toBe(
    'The first two maps are opposed (cosine −0.91). Other seeds find the same mixes (cosine 1.00).',
  )
  expect(doubtText({ ...found, cosine: 0.1, stability: 0.7 })).toBe(
    'The first two maps have little to do with each other (cosine 0.10). Other seeds find other mixes (cosine 0.70): read them with care.',
  )
  expect(doubtText({ ...found, cosine: null, stability: null })).toBe('')
  expect(sayFactors({ ...view, found: { ...found, cosine: null, stability: null } }, { unit: 52 })).toBe(
    'conv4/52: Two factors explain 47\u00a0% of its squared weights.',
  )
})

it('says where a map is strongest, and where it is nothing', () => {
  expect(mapText(factor.map, 2)).toBe('excites most at row 1, column 1, inhibits most at row 2, column 2')
  expect(mapText([0.1, 0.2, 0, 0], 2)).toBe('excites most at row 1, column 2')
  expect(mapText([0, 0, 0, 0], 2)).toBe('zero everywhere')
})

it('tells its numbers in a table', () => {
  const { columns, rows } = factorsTable(view)
  expect(columns).toEqual(['factor', 'of', 'where', 'value'])
  expect(rows).toHaveLength(2 * (1 + 4 + 1))
  expect(rows[4]).toEqual([1, 'map', 'row 2, column 2', -0.25])
  expect(rows[5]).toEqual([1, 'mix', 'conv3/9', 0.8])
})

it('begins with as many factors as the author asks for', () => {
  const data = { below: 'conv3', height: 2, width: 2, counts: [{ ...found, factors: [factor] }, found] }
  expect(viewOf(data, 'conv4', 2)).toEqual(view)
  expect(() => viewOf(data, 'conv4', 3)).toThrow('no 3 factors of a unit of conv4: there are 2')
})
