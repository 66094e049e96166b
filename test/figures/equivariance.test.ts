import { describe, expect, it } from 'vitest'
import { hueRotation } from '../../src/circuits/symmetry/symmetries/hue.ts'
import { hueMatrix } from '../../src/figures/equivariance/hueMatrix.ts'
import { equivarianceRequests } from '../../src/figures/equivariance/request.ts'
import { stateFrom, type EquivarianceState, type FamilyChoice } from '../../src/figures/equivariance/state.ts'
import {
  agreement,
  describe as inWords,
  peakOf,
  placeOf,
  seriesTable,
  valueAt,
  type Series,
} from '../../src/figures/equivariance/view.ts'
import { lumenTable } from '../model/lumen.ts'

const table = lumenTable()
const tableOf = () => table

describe('<Equivariance>', () => {
  it('asks for a family on its first picture, and for pictures of its layer', () => {
    const requests = equivarianceRequests({ family: 'colour edges conv2/15', stimulus: 'colourEdge', hue: 30 }, tableOf)
    expect(requests[0]).toEqual({
      kind: 'equivariance',
      model: 'lumen',
      symmetry: 'rotation',
      family: { stimuli: 'colour edges', lead: 'conv2/15' },
      each: 1,
      stimulus: 'colourEdge',
      sample: { hue: 30 },
    })
    expect(requests[1]!.kind === 'sheet' && requests[1]!.units).toHaveLength(48)
  })

  it.each([
    [{}, 'invalid family of <Equivariance>: nothing (write text, as in family="…")'],
    [
      { family: 'conv2/15' },
      'invalid family of <Equivariance>: conv2/15 (write the stimuli and the leading unit of a family of the exploration page, as in family="curves conv4/39")',
    ],
    [{ family: 'curves conv4/64' }, 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
    [
      { family: 'curves conv4/39', symmetry: 'scale' },
      'unknown symmetry of <Equivariance>: scale (allowed: rotation, reflection, hue)',
    ],
    [{ family: 'curves conv4/39', stimulus: 'dog' }, /^unknown family of stimuli: dog \(allowed: checker, circle, /],
    [
      { family: 'curves conv4/39', curvature: 2 },
      'invalid curvature of <Equivariance>: 2 (write a number from 0 to 0.2, as in curvature={0})',
    ],
    [
      { family: 'curves conv4/39', pitch: 2 },
      /^unknown prop of <Equivariance>: pitch \(allowed: id, layout, family, symmetry, each, stimulus, model, angle, /,
    ],
  ])('refuses %o', (props, message) => {
    expect(() => equivarianceRequests(props, tableOf)).toThrow(message)
  })
})

/** Three members whose values are bumps at 40°, 130° and 300°. */
const series: Series = {
  layer: 'conv4',
  members: [
    { channel: 5, by: 0 },
    { channel: 7, by: 90 },
    { channel: 9, by: 180 },
  ],
  moves: Array.from({ length: 72 }, (_, i) => 5 * i),
  values: [40, 130, 300].map((peak) =>
    Array.from({ length: 72 }, (_, i) => Math.max(0, Math.cos(((5 * i - peak) * Math.PI) / 180))),
  ),
}

describe('what the figure says of a family', () => {
  it('values lie between their neighbours, around the circle', () => {
    expect(valueAt(series, 0, 40)).toBe(1)
    expect(valueAt(series, 2, 357.5)).toBeCloseTo((series.values[2]![71]! + series.values[2]![0]!) / 2, 9)
    expect(peakOf(series, 1)).toEqual({ move: 130, value: 1 })
  })

  it('places are counted from the peak of the lead', () => {
    expect(placeOf(series, 0, 2)).toBe(220)
    expect(agreement(series, { lead: 0, period: 360 })).toEqual({ within: 1, of: 2 })
    expect(agreement(series, { lead: 0, period: 360 }, 80)).toEqual({ within: 2, of: 2 })
    // A unit that is itself after 90° is nearer to its place: 300° is 80° from 220°, or 10°.
    expect(agreement(series, { lead: 0, period: 90 })).toEqual({ within: 2, of: 2 })
  })

  it('in words', () => {
    expect(inWords(series, 'rotation', 130, 'picture')).toBe(
      'Picture turned by 130°: conv4/7 responds most, 1.00; then conv4/5, 0.00.',
    )
    expect(inWords(series, 'hue', 40, 'weights')).toBe(
      'Weights its hue moved by 40°: most like those of conv4/5, cosine 1.00; then conv4/7, 0.00.',
    )
    const silent = { ...series, values: series.values.map(() => new Array<number>(72).fill(0)) }
    expect(inWords(silent, 'rotation', 0, 'picture')).toBe('Picture turned by 0°: no unit of the family responds.')
    const { columns, rows } = seriesTable(series, undefined)
    expect([columns.length, rows.length, rows[8]]).toEqual([4, 216, ['conv4/5', 0, 40, 1]])
  })

  it('moves hues on the page as the core does', () => {
    for (const degrees of [0, 35, 200])
      hueMatrix(degrees).forEach((value, i) => expect(value).toBeCloseTo(hueRotation(degrees)[i]!, 9))
  })
})

describe('the state of the figure', () => {
  const choice = (name: string): FamilyChoice => ({
    name,
    layer: 'conv4',
    members: [],
    period: 360,
    lead: 0,
    field: 39,
  })
  const initial: EquivarianceState = { family: 'a conv4/1', what: 'picture', move: 0, image: 'first' }

  it('keeps to what there is where an address asks for more', () => {
    const asked = (...entries: [string, string][]) =>
      stateFrom(new Map(entries), initial, [choice('a conv4/1'), choice('b conv4/2')], 'rotation')
    expect(asked(['family', 'b conv4/2'], ['what', 'weights'], ['move', '45'], ['image', 'a-line'])).toEqual({
      family: 'b conv4/2',
      what: 'weights',
      move: 45,
      image: 'a-line',
    })
    expect(asked(['family', 'c'], ['what', 'x'], ['move', '400'])).toEqual(initial)
    expect(asked(['move', ''])).toEqual(initial)
  })
})
