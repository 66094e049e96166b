import { describe, expect, it } from 'vitest'
import { explainedByOthers, ridge } from '../../src/circuits/compare/ridge.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

const normal = (units: number, stimuli: number, seed: number) => {
  const rng = createRng(seed, 'ridge')
  return Array.from({ length: units }, () => Float64Array.from({ length: stimuli }, () => rng.normal()))
}
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0)

/** Gauss and Jordan's elimination with pivots, of the normal equations (XᵀX + penalty) w = Xᵀy. */
function eliminated(predictors: Float64Array[], target: Float64Array, penalty: number): number[] {
  const rows = predictors.map((one, i) => [
    ...predictors.map((other, j) => dot(one, other) + (i === j ? penalty : 0)),
    dot(one, target),
  ])
  for (let column = 0; column < rows.length; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row, i) => (Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? i + column : best), column)
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    const own = rows[column]!
    const lead = own[column]!
    own.forEach((value, k) => (own[k] = value / lead))
    rows.forEach((row, i) => {
      if (i === column) return
      const factor = row[column]!
      row.forEach((value, k) => (row[k] = value - factor * own[k]!))
    })
  }
  return rows.map((row) => row.at(-1)!)
}

describe('ridge', () => {
  it.each([0.01, 1, 50])('solves the normal equations, penalty %f', (penalty) => {
    const predictors = normal(6, 20, 1)
    const [target] = normal(1, 20, 2)
    const found = ridge(predictors, penalty)(target!)
    eliminated(predictors, target!, penalty).forEach((weight, i) => expect(found[i]).toBeCloseTo(weight, 9))
  })

  it('solves where predictors are copies of each other, and shares the weight among them', () => {
    const [one, target] = normal(2, 20, 3)
    const [a, b] = ridge([one!, one!], 1)(target!)
    expect(a).toBeCloseTo(b!, 9)
    expect(a).toBeCloseTo(dot(one!, target!) / (2 * dot(one!, one!) + 1), 9)
  })
})

describe('explainedByOthers', () => {
  it('explains what is a mixture of the others, almost wholly', () => {
    const predictors = normal(8, 300, 4)
    const targets = [
      predictors[0]!.map((value, i) => 2 * value - predictors[3]![i]! + 5),
      predictors[7]!.map((value) => -value),
    ]
    for (const share of explainedByOthers(targets, predictors)) expect(share).toBeGreaterThan(0.999)
  })

  it('explains the share that is no noise', () => {
    const predictors = normal(5, 2000, 5)
    const [noise] = normal(1, 2000, 6)
    const [share] = explainedByOthers([predictors[1]!.map((value, i) => 3 * value + noise![i]!)], predictors)
    // 9 parts of 10; with 2000 stimuli a few hundredths either way.
    expect(share).toBeGreaterThan(0.87)
    expect(share).toBeLessThan(0.93)
  })

  it('explains nothing by chance, although there are many to choose from', () => {
    const shares = explainedByOthers(normal(10, 100, 7), normal(60, 100, 8))
    expect(shares.reduce((sum, each) => sum + each, 0) / 10).toBeLessThan(0.05)
  })

  it('leaves what belongs together out together', () => {
    // Each stimulus ten times over: left out one by one, its copies give it away.
    const repeated = (units: Float64Array[]) =>
      units.map((unit) => Float64Array.from({ length: 400 }, (_, i) => unit[Math.floor(i / 10)]!))
    const [targets, predictors] = [repeated(normal(4, 40, 9)), repeated(normal(45, 40, 10))]
    const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
    expect(mean(explainedByOthers(targets, predictors))).toBeGreaterThan(0.5)
    expect(mean(explainedByOthers(targets, predictors, 10))).toBeLessThan(0.1)
  })

  it('is 0 for a unit that never changes', () => {
    expect(explainedByOthers([new Float64Array(30)], normal(3, 30, 11))).toEqual([0])
  })
})
