import { describe, expect, it } from 'vitest'
import { hueRotation } from '../../../src/circuits/symmetry/symmetries/hue.ts'
import { hueMatrix } from '../../../src/figures/equivariance/hueMatrix.ts'
import {
  agreement,
  describe as inWords,
  leadOf,
  peakOf,
  placeOf,
  seriesTable,
  valueAt,
  type Series,
  type View,
} from '../../../src/figures/equivariance/view.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()

/** Three members whose values are bumps at 40°, 130° and 300°. */
const series: Series = {
  family: 'curves conv4/7',
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

const sheet = { src: '', width: 1, height: 1, columns: 1, rows: 3 }
const view = (symmetry: string, responses = series): View => ({ symmetry, responses, cosines: series, weights: sheet })

describe('what the figure says of a family', () => {
  it('values lie between their neighbours, around the circle', () => {
    expect(valueAt(series, 0, 40)).toBe(1)
    expect(valueAt(series, 2, 357.5)).toBeCloseTo((series.values[2]![71]! + series.values[2]![0]!) / 2, 9)
    expect(peakOf(series, 1)).toEqual({ move: 130, value: 1 })
    expect(leadOf(series)).toBe(1)
  })

  it('places are counted from the peak of the lead', () => {
    expect(placeOf(series, 0, 2)).toBe(220)
    expect(agreement(series, { lead: 0, period: 360 })).toEqual({ within: 1, of: 2 })
    expect(agreement(series, { lead: 0, period: 360 }, 80)).toEqual({ within: 2, of: 2 })
    // A unit that is itself after 90° is nearer to its place: 300° is 80° from 220°, or 10°.
    expect(agreement(series, { lead: 0, period: 90 })).toEqual({ within: 2, of: 2 })
  })

  it('in words', () => {
    expect(inWords(view('rotation'), { what: 'picture', move: 130 }, at)).toBe(
      'Picture turned by 130°: conv4/7 responds most, 1.00; then conv4/5, 0.00.',
    )
    expect(inWords(view('hue'), { what: 'weights', move: 40 }, at)).toBe(
      'Weights its hue moved by 40°: most like those of conv4/5, cosine 1.00; then conv4/7, 0.00.',
    )
    const silent = { ...series, values: series.values.map(() => new Array<number>(72).fill(0)) }
    expect(inWords(view('rotation', silent), { what: 'picture', move: 0 }, at)).toBe(
      'Picture turned by 0°: no unit of the family responds.',
    )
    const mirrored = { ...series, moves: [0, 1] }
    expect(inWords(view('reflection', mirrored), { what: 'picture', move: 1 }, at)).toMatch(/^Picture mirrored: /)
  })

  it('in a table, with the cosines of the same family', () => {
    const { columns, rows } = seriesTable(view('rotation'))
    expect([columns.length, rows.length, rows[8]]).toEqual([5, 216, ['conv4/5', 0, 40, 1, 1]])
    expect(seriesTable(view('rotation', { ...series, family: 'lines conv4/5' })).columns).toHaveLength(4)
  })

  it('moves hues on the page as the core does', () => {
    for (const degrees of [0, 35, 200])
      hueMatrix(degrees).forEach((value, i) => expect(value).toBeCloseTo(hueRotation(degrees)[i]!, 9))
  })
})
