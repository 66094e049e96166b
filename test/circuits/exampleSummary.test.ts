import { describe, expect, it } from 'vitest'
import { examplesOf, summarizeExamples } from '../../src/circuits/responses/exampleSummary.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

const parity = (index: number) => (index % 2 ? 'odd' : 'even')

describe('summarizeExamples', () => {
  it('counts what is silent apart, and fills bands and bars of equal width', () => {
    const values = [0, 0, 0, 1, 2, 3, 4, 5, 9, 10]
    const summary = summarizeExamples(values, parity)
    expect(summary).toMatchObject({ shown: 10, silent: 3, low: 0, high: 10 })
    expect(summary.bands.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0, 2, 1],
      [2, 4, 2],
      [4, 6, 2],
      [6, 8, 0],
      [8, 10, 2],
    ])
    expect(summary.histogram).toHaveLength(25)
    expect(summary.histogram.reduce((a, b) => a + b)).toBe(7)
    expect(summary.histogram[24]).toBe(1)
    expect(summary.bands[4].examples).toEqual([
      { index: 9, value: 10 },
      { index: 8, value: 9 },
    ])
    expect(summary.silentExamples.map(({ index }) => index)).toEqual([0, 1, 2])
  })

  it('agrees with sorting and counting, on 2,000 values', () => {
    const rng = createRng(3, 'values')
    const values = Float32Array.from({ length: 2000 }, () => Math.max(0, rng.normal()))
    const { top, strongest, bands, silent } = summarizeExamples(values, parity)
    const sorted = [...values].sort((a, b) => b - a)
    expect(top.map(({ value }) => value)).toEqual(sorted.slice(0, 12))
    for (const { index, value } of top) expect(values[index]).toBe(value)
    expect(silent).toBe(values.filter((value) => value === 0).length)
    expect(strongest.count).toBe(20)
    const odd = [...values.keys()].filter((i) => values[i] >= sorted[19] && i % 2).length
    expect(strongest.groups.find(({ name }) => name === 'odd')).toEqual({
      name: 'odd',
      count: odd,
      shown: 1000,
    })
    for (const { from, to, count, examples } of bands) {
      const inside = values.filter((v) => v > 0 && v >= from && (v < to || to === sorted[0])).length
      expect(count).toBe(inside)
      for (const { value } of examples) expect(value >= from && value <= to).toBe(true)
    }
  })

  it('gives a unit that can be negative a range from its least value, and nothing silent', () => {
    const summary = summarizeExamples([-2, -1, 0, 1, 3], parity)
    expect(summary).toMatchObject({ silent: 0, silentExamples: [], low: -2, high: 3 })
    expect(summary.bands.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1])
  })

  it('leaves out what has not been shown, and names nothing for a unit that is never excited', () => {
    const summary = summarizeExamples([NaN, 0, 0, NaN], parity)
    expect(summary).toMatchObject({ shown: 2, silent: 2, top: [] })
    expect(summary.strongest).toEqual({ count: 0, groups: [] })
    expect(examplesOf(summary).map(({ index }) => index)).toEqual([1, 2])
  })

  it('names every example once, the strongest first', () => {
    const values = Float32Array.from({ length: 100 }, (_, i) => i)
    const order = examplesOf(summarizeExamples(values, parity)).map(({ index }) => index)
    expect(order[0]).toBe(99)
    expect(new Set(order).size).toBe(order.length)
  })

  it('refuses a response that is infinite', () => {
    expect(() => summarizeExamples([1, Infinity], parity)).toThrow('response Infinity to example 1')
  })
})
