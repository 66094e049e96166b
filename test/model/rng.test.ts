import { describe, expect, it } from 'vitest'
import { createRng } from '../../src/vocabulary/rng.ts'

const COUNT = 20_000
const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length
const draws = (draw: () => number) => Array.from({ length: COUNT }, draw)

describe('createRng', () => {
  it('gives these numbers for seed 0, on every platform and for ever', () => {
    const rng = createRng(0, 'conv4', 17)
    expect([rng.uniform(), rng.uniform()]).toEqual([0.4535307763144374, 0.5993607642594725])
    // Sine and logarithm may differ in the last bit.
    expect(rng.normal()).toBeCloseTo(-0.3333211533965257, 12)
    expect(rng.integer(1, 6)).toBe(5)
  })

  it('repeats itself for the same seed and labels, and for no others', () => {
    const first = (...path: [number, ...(string | number)[]]) => createRng(...path).uniform()
    expect(first(1, 'a', 2)).toBe(first(1, 'a', 2))
    const others = [first(1, 'a', 2), first(2, 'a', 2), first(1, 'b', 2), first(1, 'a', 3), first(1)]
    expect(new Set(others).size).toBe(others.length)
  })

  it('draws uniform numbers in [0, 1)', () => {
    const values = draws(createRng(1).uniform)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    expect(mean(values)).toBeCloseTo(1 / 2, 1)
    expect(mean(values.map((x) => x * x))).toBeCloseTo(1 / 3, 1)
  })

  it('draws normal numbers of mean 0, variance 1 and kurtosis 3', () => {
    const values = draws(createRng(1).normal)
    expect(Math.abs(mean(values))).toBeLessThan(0.03)
    expect(Math.abs(mean(values.map((x) => x ** 2)) - 1)).toBeLessThan(0.03)
    expect(Math.abs(mean(values.map((x) => x ** 4)) - 3)).toBeLessThan(0.3)
    expect(createRng(1).normals(5)).toEqual(Float32Array.from(values.slice(0, 5)))
  })

  it('draws every integer of a range about equally often, both ends included', () => {
    const rng = createRng(1)
    const counts = new Map<number, number>()
    for (let i = 0; i < COUNT; i++) {
      const value = rng.integer(-1, 2)
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2])
    for (const count of counts.values()) expect(Math.abs(count / COUNT - 1 / 4)).toBeLessThan(0.02)
  })
})
