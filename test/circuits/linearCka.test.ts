import { expect, it } from 'vitest'
import { linearCka } from '../../src/circuits/compare/linearCka.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

const normal = (units: number, stimuli: number, seed: number) => {
  const rng = createRng(seed, 'cka')
  return Array.from({ length: units }, () => Array.from({ length: stimuli }, () => rng.normal()))
}

/** By the definition: HSIC of the centred kernels between stimuli, tr(KHLH), over the root of those of each with itself. */
function slowCka(a: number[][], b: number[][]): number {
  const n = a[0]!.length
  const kernel = (units: number[][]) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => units.reduce((sum, unit) => sum + unit[i]! * unit[j]!, 0)),
    )
  const centring = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0) - 1 / n))
  const times = (x: number[][], y: number[][]) =>
    x.map((row) => y[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * y[k]![j]!, 0)))
  const trace = (x: number[][]) => x.reduce((sum, row, i) => sum + row[i]!, 0)
  const hsic = (x: number[][], y: number[][]) => trace(times(times(times(x, centring), y), centring))
  const [k, l] = [kernel(a), kernel(b)]
  return hsic(k, l) / Math.sqrt(hsic(k, k) * hsic(l, l))
}

it.each([1, 2, 3])('is what the definition over kernels between stimuli says, to 1e-10, seed %i', (seed) => {
  const [a, b] = [normal(5, 17, seed), normal(8, 17, seed + 100)]
  const mixed = b.map((unit, i) => unit.map((value, s) => value + 2 * a[i % 5]![s]! + 3))
  expect(linearCka(a, b)).toBeCloseTo(slowCka(a, b), 10)
  expect(linearCka(a, mixed)).toBeCloseTo(slowCka(a, mixed), 10)
})

it('is 1 of a layer with itself, and the same both ways', () => {
  const [a, b] = [normal(4, 30, 4), normal(6, 30, 5)]
  expect(linearCka(a, a)).toBeCloseTo(1, 12)
  expect(linearCka(a, b)).toBeCloseTo(linearCka(b, a), 12)
})

it('does not change by order, one scale for all, shifts of units, or a rotation of the layer', () => {
  const [a, b] = [normal(2, 30, 6), normal(6, 30, 7)]
  const rotated = [
    a[0]!.map((value, s) => 0.6 * value - 0.8 * a[1]![s]!),
    a[0]!.map((value, s) => 0.8 * value + 0.6 * a[1]![s]!),
  ]
  const own = linearCka(a, b)
  for (const other of [[...a].reverse(), a.map((unit) => unit.map((value) => 7 * value + 2)), rotated])
    expect(linearCka(other, b)).toBeCloseTo(own, 10)
})

it('does change by a stretch of one direction, unlike regression', () => {
  const [a, b] = [normal(3, 40, 8), normal(3, 40, 9)]
  const stretched = a.map((unit, i) => unit.map((value) => (i === 0 ? 10 : 1) * value))
  expect(Math.abs(linearCka(a, b) - linearCka(stretched, b))).toBeGreaterThan(1e-3)
})

it('is 0 where nothing responds', () => {
  expect(linearCka([[0, 0, 0]], [[1, 2, 3]])).toBe(0)
})
