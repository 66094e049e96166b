import { describe, expect, it } from 'vitest'
import type { FacetsData } from '../../../src/artifacts/facets/artifact.ts'
import { describe as say, facetsTable, reason, verdict, viewOf, type View } from '../../../src/figures/facets/view.ts'
import { surroundings } from '../surroundings.ts'

const facet = (count: number, channel: number) => ({
  count,
  inputs: [{ channel, share: 0.3 }],
  most: [{ name: 'flagpole', effect: 3.4 }],
  least: [{ name: 'cauliflower', effect: -2.2 }],
})
const data: FacetsData = {
  grouped: Array.from({ length: 120 }, (_, index) => ({ index, value: 1 })),
  groups: Array.from({ length: 120 }, (_, i) => (i < 102 ? 0 : 1)),
  separation: 0.81,
  chance: [0.1, 0.4, 0.73],
  threshold: 0.73,
  facets: [facet(102, 29), facet(18, 45)],
  optima: [],
  order: [],
}
const shown = { data, files: { pictures: { src: '', width: 1, height: 1, columns: 1, rows: 1 } }, scores: [] }
const units = { ...shown, data: undefined, files: { sheet: shown.files.pictures } }
const view: View = { unit: 'conv4/9', below: 'conv3', data, groups: data.groups, facets: data.facets }
const empty: View = { ...view, facets: [{ count: 3, inputs: [], most: [], least: [] }] }

describe('the view of a unit', () => {
  it('is what was made of it, with the layer that it weighs', () => {
    expect(viewOf({ units, 'conv4/9': shown }, 'conv4/9', surroundings())).toEqual(view)
    expect(viewOf({ units, 'conv4/9': shown }, 'conv4/8', surroundings())).toBeUndefined()
  })
})

describe('in words', () => {
  it('says what the rule says, and why', () => {
    expect(verdict(view)).toBe('conv4/9 is two things in one')
    expect(verdict({ ...view, data: { ...data, separation: 0.73 } })).toBe('conv4/9 looks like one thing')
    expect(reason(data)).toBe(
      'Its 120 strongest stimuli fall apart with a mean silhouette of 0.81. Where weights are shuffled, 19 of 20 units of the layer reach no more than 0.73.',
    )
    expect(reason({ ...data, chance: [] })).toContain('no unit of the layer responds to enough')
  })

  it('tells the groups, and what the rule says where they are its own', () => {
    const groups =
      'conv4/9 in two groups. Group 1: 102 stimuli, through conv3/29, for flagpole +3.40. Group 2: 18 stimuli, through conv3/45, for flagpole +3.40.'
    expect(say(view, { facets: 2 })).toBe(groups)
    expect(say(view, { facets: 0 })).toBe(`conv4/9 is two things in one. ${groups}`)
  })

  it('says where nothing below excites a group', () => {
    expect(say(empty, { facets: 1 })).toBe('conv4/9 in one group. Group 1: 3 stimuli, through no unit of conv3.')
    expect(facetsTable(empty).rows).toEqual([[1, 3, 'input', 'none of conv3 excites it', 0]])
  })

  it('gives a table', () => {
    expect(facetsTable(view).rows.slice(0, 2)).toEqual([
      [1, 102, 'input', 'conv3/29', 0.3],
      [1, 102, 'logit', 'flagpole', 3.4],
    ])
  })
})
