import { describe, expect, it } from 'vitest'
import { encodeGrid } from '../../../src/vocabulary/grid.ts'
import type { WeightMatrixData } from '../../../src/artifacts/weightMatrix/artifact.ts'
import { arranged, mosaic, strongestPair, viewOf } from '../../../src/figures/weightMatrix/view.ts'
import { describe as inWords, matrixTable, shareText } from '../../../src/figures/weightMatrix/words.ts'

/** Four units above and two below; every weight of a kernel is its relation. */
const json = (): WeightMatrixData => {
  const members = (angles: number[], first: number) => angles.map((by, i) => ({ channel: first - i, by }))
  const upper = { layer: 'conv4', period: 360, members: members([0, 90, 180, 270], 9) }
  const lower = { layer: 'conv3', period: 180, members: members([0, 90], 5) }
  const relations = upper.members.map((above) => lower.members.map((below) => ((below.by - above.by + 360) % 180) / 30))
  const grids = (gain: number) =>
    relations.map((row) =>
      row.map((relation) =>
        encodeGrid({ height: 2, width: 2, values: new Float32Array(4).fill(gain * (relation + 1)) }),
      ),
    )
  return {
    upper,
    lower,
    relations,
    blocks: grids(1),
    template: grids(0.5),
    share: 0.75,
    chance: { mean: 0.1, high: 0.2, shuffles: 9 },
  }
}

describe('what the figure shows', () => {
  it('begins with the strongest diagonal, and can be listed by channel', () => {
    const view = viewOf(json())
    expect(strongestPair(view).relation).toBe(3)
    const byAngle = arranged(view, 'angle', 30)
    expect(byAngle.map((row) => row.map(({ relation }) => relation))).toEqual([
      [3, 0],
      [0, 3],
      [3, 0],
      [0, 3],
    ])
    expect(byAngle.map(([pair]) => pair!.upper.channel)).toEqual([9, 8, 7, 6])
    const byChannel = arranged(view, 'channel', 30)
    expect(byChannel.map(([pair]) => pair!.upper.channel)).toEqual([6, 7, 8, 9])
    expect(byChannel[0]!.map(({ lower }) => lower.channel)).toEqual([4, 5])
  })

  it('puts kernels side by side with a cell between', () => {
    const rows = arranged(viewOf(json()), 'angle', 30)
    const { height, width, values } = mosaic(rows, 'weights')
    expect([height, width]).toEqual([11, 5])
    expect([...values.subarray(0, 5)]).toEqual([4, 4, 0, 1, 1])
    expect([...values.subarray(10, 15)]).toEqual([0, 0, 0, 0, 0])
    expect([...values.subarray(15, 20)]).toEqual([1, 1, 0, 4, 4])
    expect(mosaic(rows, 'residual').values[0]).toBeCloseTo(2, 5)
  })

  it('says what the pattern makes up, and gives its sizes', () => {
    const view = viewOf(json())
    expect(shareText(view)).toBe(
      'One pattern, turned, makes up 75.0\u00a0% of the weights’ squared size. With the units of both families in random order it is 10.0\u00a0% on average, and below 20.0\u00a0% in 95 of 100 orders.',
    )
    expect(inWords(view)).toBe(`4 units of conv4 by 2 of conv3. ${shareText(view)}`)
    expect(inWords({ ...view, chance: { mean: 0, high: 0, shuffles: 0 } })).toBe('4 units of conv4 by 2 of conv3.')
    expect(shareText({ ...view, share: NaN })).toBe('All weights between the two families are 0.')
    const { columns, rows } = matrixTable(view)
    expect(columns).toHaveLength(7)
    expect(rows[0]).toEqual(['conv4/9', 'conv3/5', 0, 2, 4, 1, 1])
    expect(rows[1]).toEqual(['conv4/9', 'conv3/4', 90, 8, 16, 4, 4])
  })
})
