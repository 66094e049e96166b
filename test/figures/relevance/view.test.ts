import { describe, expect, it } from 'vitest'
import { describe as inWords, difference, verdict } from '../../../src/figures/relevance/describe.ts'
import {
  aged,
  alike,
  doneOf,
  isEmpty,
  peakOf,
  relevanceTable,
  viewOf,
  withMap,
  type Asked,
} from '../../../src/figures/relevance/view.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings({ model: 'mosaic', models: ['mosaic'] })
const [ORANGE, LEMON] = ['orange', 'lemon'].map((name) => at.network.classes.indexOf(name))
const asked: Asked = { index: ORANGE, other: LEMON, random: 0 }
const sums = [{ layer: 'block2', sum: 1, magnitude: 1.5 }]
const view = viewOf(
  {
    rows: 1,
    columns: 3,
    guesses: [],
    maps: [
      [{ values: [1, 2, 3] }, { values: [0, 0, 0], share: null }],
      [{ values: [1, 2, 3] }, { values: [3, 0, 1], share: 0.625 }],
    ],
    sums: [sums, []],
  },
  ['rollout', 'attentionGradCam'],
  'a picture',
)

describe('maps', () => {
  it('are kept by method, one for each class, with the sums of the first', () => {
    expect(view.maps.attentionGradCam.map(({ values }) => values)).toEqual([
      [0, 0, 0],
      [3, 0, 1],
    ])
    expect(view.sums).toEqual(sums)
  })

  it('are as alike as their patches correlate', () => {
    expect(alike([{ values: [1, 2, 3] }, { values: [2, 4, 6] }])).toBeCloseTo(1, 12)
    expect(alike([{ values: [1, 2, 3] }, { values: [3, 2, 1] }])).toBeCloseTo(-1, 12)
    // By hand: deviations (−1, 0, 1) and (5/3, −4/3, −1/3).
    expect(alike([{ values: [1, 2, 3] }, { values: [3, 0, 1] }])).toBeCloseTo(-2 / Math.sqrt(2 * (42 / 9)), 12)
    expect(alike([{ values: [1, 1, 1] }, { values: [3, 0, 1] }])).toBeNull()
    expect(alike([{ values: [1, 2, 3] }])).toBeNull()
  })

  it('are empty where every patch is 0, and their ink is that of the largest magnitude', () => {
    expect([isEmpty({ values: [0, 0] }), isEmpty({ values: [0, -1] })]).toEqual([true, false])
    expect(peakOf({ values: [1, -4, 2] })).toBe(4)
  })

  it('take the place of what is older one by one', () => {
    const begun = { ...view, maps: aged(view) }
    expect(doneOf(begun)).toBe(0)
    const next = withMap(begun, { at: 1, method: 'rollout', map: Float64Array.of(1, 0, 0), share: 0.5 })
    expect(doneOf(next)).toBe(1 / 4)
    expect(next.maps.rollout[1]).toEqual({ values: Float64Array.of(1, 0, 0), share: 0.5 })
    expect(next.maps.rollout[0].older).toBe(true)
  })
})

describe('in words', () => {
  it('a method that cannot tell the classes apart is said to be the same for both', () => {
    expect(difference(view.maps.rollout, false)).toBe('the same for both')
    expect(difference(view.maps.rollout, true)).toBe('')
    expect(difference([{ values: [1, 2, 3] }, { values: [3, 0, 1] }], false)).toBe('correlation −0.65')
  })

  it('an empty map says why, of its class, and has no correlation', () => {
    const [empty, other] = view.maps.attentionGradCam
    expect(verdict('attentionGradCam', empty, ORANGE, at)).toMatch(/^empty: .*orange/)
    expect(verdict('attentionGradCam', other, LEMON, at)).toBe('63\u00a0% on the lemon')
    expect(verdict('attentionGradCam', { ...empty, older: true }, ORANGE, at)).toBe('')
    expect(difference([empty, other], false)).toBe('')
  })

  it.each(Object.keys(at.vocabulary.tokenMethods).filter((name) => name !== 'random'))(
    'every method has words for its empty map: %s',
    (method) => {
      const text = verdict(method, { values: [0, 0] }, ORANGE, at)
      expect(text).toMatch(/^empty: \S/)
      expect(text).not.toMatch(/[{}]|undefined/)
    },
  )

  it('all of it is told, what is drawn anew, too', () => {
    const said = inWords(view, { ...asked, random: 2 }, at)
    expect(said).toContain(
      'Maps for orange and lemon, with 2 layers drawn anew. Rollout: the same for both; Grad-CAM: empty:',
    )
  })
})

it('comes in columns, a line for each patch', () => {
  const { columns, rows } = relevanceTable(view)
  expect(columns).toEqual(['method', 'class', 'row', 'column', 'value'])
  expect(rows).toHaveLength(12)
  expect(rows[5]).toEqual(['rollout', 'second', 0, 2, 3])
})
