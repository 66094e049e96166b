import { describe, expect, it } from 'vitest'
import { factorize, type Factorization, type WeightMatrix } from '../../src/circuits/parts/factorize.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

const random = (seed: number, channels: number, positions: number): WeightMatrix => ({
  channels,
  positions,
  values: createRng(seed).normals(channels * positions),
})

const squares = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v * v, 0)

/** Channel factors on channels of their own, spatial factors of either sign. */
function planted(counts: readonly number[], positions: number) {
  const rng = createRng(2)
  const channels = counts.reduce((a, b) => a + b, 0)
  const values = new Float64Array(channels * positions)
  let first = 0
  const factors = counts.map((count) => {
    const channel = new Float64Array(channels)
    for (let i = 0; i < count; i++) channel[first + i] = 0.2 + rng.uniform()
    first += count
    const length = Math.sqrt(squares(channel))
    const spatial = rng.normals(positions)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < positions; p++) values[c * positions + p] += (channel[c] / length) * spatial[p]
    return { channel: channel.map((v) => v / length), spatial }
  })
  return { weights: { channels, positions, values }, factors }
}

const rebuilt = ({ factors }: Factorization, channels: number, positions: number) =>
  Float64Array.from({ length: channels * positions }, (_, i) =>
    factors.reduce((sum, { channel, spatial }) => sum + channel[Math.floor(i / positions)] * spatial[i % positions], 0),
  )

/** Excitation and inhibition side by side. */
const sideBySide = ({ channels: C, positions: P, values }: WeightMatrix) =>
  Array.from({ length: C }, (_, c) =>
    Array.from({ length: 2 * P }, (_, p) => Math.max(0, p < P ? values[c * P + p] : -values[c * P + p - P])),
  )

/** Lee and Seung's multiplicative rules with full matrices: slow, and another way to the same end. */
function multiplicative(X: number[][], count: number, seed: number, rounds: number): number {
  const rng = createRng(seed, 'slow')
  const dot = (a: number[][], b: number[][]) =>
    a.map((row) => b[0].map((_, j) => row.reduce((s, v, k) => s + v * b[k][j], 0)))
  const flip = (a: number[][]) => a[0].map((_, j) => a.map((row) => row[j]))
  const scaled = (a: number[][], up: number[][], down: number[][]) =>
    a.map((row, i) => row.map((v, j) => (v * up[i][j]) / (down[i][j] + 1e-12)))
  let G = X.map(() => Array.from({ length: count }, () => 0.2 + rng.uniform()))
  let F = Array.from({ length: count }, () => X[0].map(() => 0.2 + rng.uniform()))
  for (let round = 0; round < rounds; round++) {
    F = scaled(F, dot(flip(G), X), dot(dot(flip(G), G), F))
    G = scaled(G, dot(X, flip(F)), dot(G, dot(F, flip(F))))
  }
  const fitted = dot(G, F)
  return X.reduce((sum, row, c) => sum + row.reduce((s, v, p) => s + (v - fitted[c][p]) ** 2, 0), 0)
}

describe('factorize', () => {
  it('finds planted factors', () => {
    const { weights, factors } = planted([9, 5, 7], 25)
    const found = factorize(weights, { count: 3, rng: createRng(0) })
    expect(found.share).toBeGreaterThan(1 - 1e-5)
    expect(found.converged).toBe(true)
    for (const { channel, spatial } of factors) {
      const match = found.factors.find((each) => each.channel.reduce((s, v, c) => s + v * channel[c], 0) > 0.9)!
      // Channels that a factor does not have go to zero ever more slowly.
      channel.forEach((value, c) => expect(Math.abs(match.channel[c] - value)).toBeLessThan(0.02))
      spatial.forEach((value, p) => expect(Math.abs(match.spatial[p] - value)).toBeLessThan(0.05))
    }
  })

  it('never raises the error from round to round, and keeps channel factors at zero or above', () => {
    const weights = random(4, 24, 9)
    for (const count of [1, 2, 3]) {
      const { errors, factors, share, converged } = factorize(weights, { count, rng: createRng(1) })
      expect(converged).toBe(true)
      errors.slice(1).forEach((error, i) => expect(error).toBeLessThanOrEqual(errors[i]))
      for (const { channel } of factors) {
        expect(Math.min(...channel)).toBeGreaterThanOrEqual(0)
        expect(squares(channel)).toBeCloseTo(1, 9)
      }
      const rest = rebuilt({ factors, share, errors, converged }, 24, 9).map((v, i) => v - weights.values[i])
      expect(squares(rest) / squares(weights.values)).toBeCloseTo(1 - share, 6)
    }
  })

  it('comes as near as slow multiplicative rules', () => {
    const weights = random(5, 12, 9)
    const total = squares(weights.values)
    const X = sideBySide(weights)
    const slow = Math.min(...[0, 1, 2, 3, 4, 5].map((seed) => multiplicative(X, 2, seed, 1500)))
    const { errors } = factorize(weights, { count: 2, rng: createRng(3) })
    expect(Math.abs(errors.at(-1)! - slow) / total).toBeLessThan(1e-3)
  })

  it('of one factor is the leading singular pair, which is nowhere negative (Perron and Frobenius)', () => {
    const weights = random(6, 8, 5)
    const X = sideBySide(weights)
    // Power iteration on XXᵀ.
    let x = new Array<number>(8).fill(1)
    let largest = 0
    for (let round = 0; round < 2000; round++) {
      const y = X[0].map((_, p) => x.reduce((s, xc, c) => s + xc * X[c][p], 0))
      const next = X.map((row) => row.reduce((s, v, p) => s + v * y[p], 0))
      largest = Math.sqrt(squares(next))
      x = next.map((value) => value / largest)
    }
    const { factors, errors } = factorize(weights, { count: 1, rng: createRng(0) })
    expect(errors.at(-1)! / squares(weights.values)).toBeCloseTo(1 - largest / squares(weights.values), 6)
    factors[0].channel.forEach((value, c) => expect(value).toBeCloseTo(x[c], 3))
  })

  it('gives the same for the same seed', () => {
    const weights = random(7, 20, 9)
    const once = factorize(weights, { count: 2, rng: createRng(5, 'a') })
    expect(factorize(weights, { count: 2, rng: createRng(5, 'a') })).toEqual(once)
    expect(once.factors[0].share).toBeGreaterThanOrEqual(once.factors[1].share)
  })

  it('refuses what has no factors', () => {
    const rng = createRng(0)
    expect(() => factorize(random(1, 3, 3), { count: 4, rng })).toThrow(
      'invalid number of factors: 4 (a whole number from 1 to 3)',
    )
    expect(() => factorize({ channels: 2, positions: 2, values: [0, 0, 0, 0] }, { count: 1, rng })).toThrow(
      'weights that are all zero have no factors',
    )
    expect(() => factorize({ channels: 2, positions: 2, values: [1] }, { count: 1, rng })).toThrow(
      'weights of 1 numbers (2 channels × 2 positions need 4)',
    )
  })
})
