import { describe, expect, it } from 'vitest'
import type { AttributionFrame } from '../../../src/attribution/attribute.ts'
import { describe as inWords } from '../../../src/figures/attribution/describe.ts'
import { emptiness, verdict } from '../../../src/figures/attribution/verdict.ts'
import { attributionTable } from '../../../src/figures/attribution/table.ts'
import {
  aged,
  doneOf,
  unknownDepths,
  viewOf,
  withMap,
  withSanity,
  type Asked,
  type MethodView,
  type View,
} from '../../../src/figures/attribution/view.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const state: Asked = {
  picture: 'orange-lemon',
  against: 'orange-lemon',
  grid: 1,
  index: at.network.classes.indexOf('orange'),
  layer: 'conv6',
  random: 0,
}
const completeness = { sum: 1.234, difference: 1.24, error: 0.005 }
const said = (map: MethodView, method = 'integratedGradients') => verdict(method, map, state, at)
const map = { height: 1, width: 2, values: new Float32Array([0, 1]) }
const frame = (over: Partial<AttributionFrame>): AttributionFrame => ({
  method: 'occlusion',
  map,
  peak: 1,
  pass: 1,
  passes: 4,
  last: false,
  ...over,
})

const view: View = viewOf(
  {
    height: 1,
    width: 2,
    chance: 0.2,
    guesses: [],
    maps: [
      { method: 'occlusion', peak: 2, share: 0.823 },
      { method: 'gradCam', peak: 0, share: null },
    ],
    layers: ['logits', 'conv7.pre'],
    sanity: [
      { method: 'occlusion', rank: [0.5, 0.25], structure: [0, 0] },
      { method: 'gradCam', rank: [null, null], structure: [0, 0] },
    ],
  },
  'an orange',
)

describe('what judges a map', () => {
  it('is said in words', () => {
    expect(said({ peak: 1 })).toBe('')
    expect(said({ peak: 1, share: 0.823, completeness })).toBe('in place: 82\u00a0% · sum 1.23 of 1.24')
    expect(said({ peak: 1, share: null })).toBe('nothing positive')
    expect(said({ peak: 1, share: 0.5, similarity: -0.051, completeness })).toBe('like the trained: −0.05')
    expect(said({ peak: 1, similarity: null })).toBe('like the trained: nothing to compare')
  })

  it('is not said of a map of what was asked before, nor taken for empty while it is refined', () => {
    expect(said({ peak: 1, share: 0.5, older: true })).toBe('')
    expect(said({ peak: 0, older: true })).toBe('')
    expect(said({ peak: 0, refining: { pass: 1, passes: 9 } })).toBe('')
  })
})

describe('an empty map', () => {
  it.each(Object.keys(at.vocabulary.methods))('of %s says why, of that class', (method) => {
    for (const similarity of [undefined, null, 0]) {
      const text = said({ peak: 0, share: null, ...(similarity !== undefined && { similarity }) }, method)
      expect(text).toMatch(/^(no|nothing|covering) .*orange/)
      expect(text).not.toMatch(/[{}]|NaN|undefined/)
    }
  })

  it('is told in the panel, in the status, in the words and in the file', () => {
    const why = 'nothing at conv6 speaks for orange'
    expect(said({ peak: 0, share: null }, 'gradCam')).toBe(why)
    expect(emptiness(view, state, at)).toBe(`Grad-CAM: ${why}.`)
    expect(inWords(view, state, at)).toBe(`Maps for orange. Occlusion, in place: 82\u00a0%; Grad-CAM, ${why}.`)
    expect(attributionTable(view, state, at)).toEqual({
      columns: [
        'method',
        'share in place',
        'sum',
        'difference of scores',
        'like the trained from logits up',
        'like the trained from conv7.pre up',
      ],
      rows: [
        ['occlusion', 0.823, '', '', 0.5, 0.25],
        ['gradCam', why, '', '', 'nothing to compare', 'nothing to compare'],
      ],
    })
  })

  it('is one of many in the status', () => {
    const maps = Object.fromEntries(['gradCam', 'occlusion', 'gradient'].map((method) => [method, { peak: 0 }]))
    expect(emptiness({ ...view, maps }, state, at)).toBe('Empty maps: Grad-CAM, Occlusion, Gradient; below each, why.')
    expect(emptiness({ ...view, maps: {} }, state, at)).toBe('')
  })
})

describe('what comes from the worker', () => {
  it('takes the place of what is older, map by map', () => {
    const begun: View = { ...view, maps: aged(view) }
    expect(doneOf(begun)).toBe(0)
    const half = withMap(begun, frame({ share: 0.5, chance: 0.4 }))
    expect(half.maps.occlusion).toEqual({ map, peak: 1, share: 0.5, refining: { pass: 1, passes: 4 } })
    expect([half.chance, doneOf(half), half.maps.gradCam?.older]).toEqual([0.4, 1 / 8, true])
    expect(doneOf(withMap(half, frame({ method: 'gradCam', last: true })))).toBe(5 / 8)
    expect(inWords(half, state, at)).toBe('Maps for orange. ')
  })

  it('of randomized networks fills the curves, and is shown at the depth that is asked for', () => {
    const begun: View = { ...view, maps: aged(view), curves: {} }
    expect(unknownDepths(begun)).toEqual([1, 2])
    const similarity = { rank: 0.3, structure: 0 }
    const shown = withSanity(begun, { depth: 2, method: 'occlusion', map, peak: 1, similarity }, 2)
    expect(shown.maps.occlusion).toEqual({ map, peak: 1, similarity: 0.3 })
    expect(shown.curves.occlusion?.[2]).toBe(0.3)
    expect(shown.curves.occlusion?.[1]).toBeUndefined()
    const other = withSanity(shown, { depth: 1, method: 'occlusion', map, peak: 9, similarity }, 2)
    expect(other.maps).toBe(shown.maps)
    expect(other.curves.occlusion).toEqual([1, 0.3, 0.3])
    expect(unknownDepths(view)).toEqual([])
    expect(inWords(shown, { ...state, random: 2 }, at)).toBe(
      'Maps for orange with logits, conv7 randomized. Occlusion, like the trained: 0.30.',
    )
  })
})
