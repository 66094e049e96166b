import { describe, expect, it } from 'vitest'
import type { SheetRequest } from '../../src/artifacts/sheet/artifact.ts'
import type { FactorCount } from '../../src/circuits/parts/countFactors.ts'
import { stateFrom } from '../../src/figures/factors/state.ts'
import { doubtText, factorsTable, mapText, shareText } from '../../src/figures/factors/view.ts'
import { minusPath } from '../../src/widgets/grid.ts'
import { figureRequests } from '../../src/figures/requests.ts'
import { lumenTable } from '../model/lumen.ts'

const ask = (props: Record<string, unknown>) => figureRequests.Factors!(props, () => lumenTable())

describe('Factors', () => {
  it('asks for the factors, for the unit’s picture, and for those of all units below', () => {
    const [factors, own, below] = ask({ unit: 'conv5/14', factors: 3 })
    expect(factors).toEqual({ kind: 'factors', model: 'lumen', unit: 'conv5/14', below: 'conv4', count: 3, seed: 0 })
    expect(own).toMatchObject({ kind: 'sheet', units: ['conv5/14'] })
    expect((below as SheetRequest).units).toHaveLength(64)
    expect((below as SheetRequest).units[63]).toBe('conv4/63')
  })

  it('says what is wrong with its props', () => {
    expect(() => ask({ unit: 'conv1/3' })).toThrow(
      'invalid unit of <Factors>: conv1/3 (its layer must be a convolution on all units of an earlier layer)',
    )
    expect(() => ask({ unit: 'logits/3' })).toThrow('invalid unit of <Factors>: logits/3')
    expect(() => ask({ unit: 'conv4/44', factors: 5 })).toThrow(
      'invalid factors of <Factors>: 5 (write a number from 1 to 4',
    )
    expect(() => ask({ unit: 'conv4/44', factors: 1.5 })).toThrow(
      'invalid factors of <Factors>: 1.5 (write a whole number from 1 to 4)',
    )
    expect(() => ask({ unit: 'conv4/44', count: 2 })).toThrow('count')
  })

  it('reads its state from an address; what makes no sense there is left as it was', () => {
    const initial = { unit: 44, factors: 2, seed: 0 }
    const from = (asked: Record<string, string>) => stateFrom(new Map(Object.entries(asked)), initial, 64)
    expect(from({ unit: '52', factors: '4', seed: '7' })).toEqual({ unit: 52, factors: 4, seed: 7 })
    expect(from({ unit: '64', factors: '0', seed: '-1' })).toEqual(initial)
    expect(from({ unit: 'x', factors: '2.5', seed: '' })).toEqual(initial)
  })

  it('says how much is explained, how the maps lie, and how far to trust them', () => {
    const factor = { share: 0.3, map: [0.5, 0, 0, -0.25], top: [{ channel: 9, weight: 0.8 }], carried: 0.64 }
    const found: FactorCount = { share: 0.472, cosine: -0.912, stability: 1, factors: [factor, factor] }
    expect(shareText(found)).toBe('Two factors explain 47\u00a0% of its squared weights.')
    expect(shareText({ ...found, factors: [factor] })).toBe('One factor explains 47\u00a0% of its squared weights.')
    expect(doubtText(found)).toBe(
      'The first two maps are opposed (cosine −0.91). Other seeds find the same mixes (cosine 1.00).',
    )
    expect(doubtText({ ...found, cosine: 0.1, stability: 0.7 })).toBe(
      'The first two maps have little to do with each other (cosine 0.10). Other seeds find other mixes (cosine 0.70): read them with care.',
    )
    expect(doubtText({ ...found, cosine: null, stability: null })).toBe('')
    expect(mapText(factor.map, 2)).toBe('excites most at row 1, column 1, inhibits most at row 2, column 2')
    expect(mapText([0.1, 0.2, 0, 0], 2)).toBe('excites most at row 1, column 2')
    const { columns, rows } = factorsTable(found, 'conv3', 2)
    expect(columns).toEqual(['factor', 'of', 'where', 'value'])
    expect(rows).toHaveLength(2 * (1 + 4 + 1))
    expect(rows[4]).toEqual([1, 'map', 'row 2, column 2', -0.25])
    expect(rows[5]).toEqual([1, 'mix', 'conv3/9', 0.8])
  })
})

describe('the sign of a kernel’s cells in print', () => {
  it('is a bar where a cell inhibits, and is left out of maps with very many cells', () => {
    const grid = { height: 2, width: 2, values: Float32Array.of(1, -1, -0.1, -0.5) }
    expect(minusPath(grid, 1)).toBe('M1.25 0.5h0.5M1.25 1.5h0.5')
    expect(minusPath(grid, 1, 0.6)).toBe('M1.25 0.5h0.5')
    expect(minusPath({ height: 20, width: 20, values: new Float32Array(400).fill(-1) }, 1)).toBe('')
  })
})
