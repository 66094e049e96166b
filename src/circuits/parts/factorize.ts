/**
 * `factorize(weights, …)` → a matrix of weights as few products of a channel factor that is nowhere negative
 * and a spatial factor of either sign: which mix of channels a unit reads, and where it wants that mix.
 *
 * After Voss et al. 2021, “Visualizing Weights” (doi 10.23915/distill.00024.007). Excitation and inhibition
 * are laid side by side and factorized together, both non-negative, with the channel factors in common; a
 * spatial factor is the difference of its two halves. If instead the halves were allowed to cancel, two
 * channel factors could become one and their maps opposite and ever larger, without an end. The steps are
 * those of hierarchical alternating least squares (Cichocki and Phan 2009, doi 10.1587/transfun.E92.A.708):
 * one row at a time takes its best value that is not negative, so that no step raises the error.
 */
import type { Rng } from '../../vocabulary/rng.ts'

export interface WeightMatrix {
  channels: number
  positions: number
  /** (channels, positions), row by row. */
  values: ArrayLike<number>
}

export interface Factorization {
  /** By what they explain, the largest first. */
  factors: Factor[]
  /** Share of the weights' squared norm that all factors together explain. */
  share: number
  /** Squared error of excitation and inhibition side by side, after each round of the attempt that came nearest. */
  errors: number[]
  /** Whether the last round changed next to nothing. */
  converged: boolean
}

export interface Factor {
  /** One number per channel, none negative, of length 1. */
  channel: Float64Array
  /** One number per position, of either sign. */
  spatial: Float64Array
  /** Share of the squared norm that is lost without it. */
  share: number
}

export interface FactorizeOptions {
  /** How many factors. */
  count: number
  rng: Rng
  /** Starts that are tried; the nearest is kept. */
  attempts?: number
  rounds?: number
}

const ATTEMPTS = 8

/** A round that lowers the error by less than this share of the norm is the last. */
const SETTLED = 1e-8

/** Non-negative, row by row: (channels, 2 · positions). */
interface Split {
  channels: number
  columns: number
  values: Float64Array
}

interface Attempt {
  /** `mix[factor][channel]` and `maps[factor][column]`. */
  mix: Float64Array[]
  maps: Float64Array[]
  errors: number[]
  converged: boolean
}

/** @throws Error where the weights are all zero, not of the size said, or the count is not from 1 to channels and positions */
export function factorize(weights: WeightMatrix, options: FactorizeOptions): Factorization {
  let best: Factorization | undefined
  for (best of factorizations(weights, options));
  return best!
}

/**
 * The same start by start: after each, the nearest so far.
 * @throws Error as `factorize`
 */
export function* factorizations(
  weights: WeightMatrix,
  { count, rng, attempts = ATTEMPTS, rounds = 3000 }: FactorizeOptions,
): Generator<Factorization, void, void> {
  const { channels, positions, values } = weights
  if (values.length !== channels * positions)
    throw new Error(
      `weights of ${values.length} numbers (${channels} channels × ${positions} positions need ${channels * positions})`,
    )
  const most = Math.min(channels, positions)
  if (!(Number.isInteger(count) && count >= 1 && count <= most))
    throw new Error(`invalid number of factors: ${count} (a whole number from 1 to ${most})`)
  const parts = split(weights)
  const total = squares(parts.values)
  if (!(total > 0)) throw new Error('weights that are all zero have no factors')
  let best: Attempt | undefined
  for (let i = 0; i < attempts; i++) {
    const found = attempt(parts, count, rng, rounds, total)
    if (!best || found.errors.at(-1)! < best.errors.at(-1)!) best = found
    yield joined(weights, best, total)
  }
}

/** Excitation, then inhibition. */
function split({ channels, positions, values }: WeightMatrix): Split {
  const columns = 2 * positions
  const parts = new Float64Array(channels * columns)
  for (let c = 0; c < channels; c++)
    for (let p = 0; p < positions; p++) {
      const value = values[c * positions + p]
      parts[c * columns + p + (value < 0 ? positions : 0)] = Math.abs(value)
    }
  return { channels, columns, values: parts }
}

function attempt(parts: Split, count: number, rng: Rng, rounds: number, total: number): Attempt {
  const { channels, columns } = parts
  const random = (length: number) => Float64Array.from({ length }, () => rng.uniform())
  const mix = Array.from({ length: count }, () => random(channels))
  const maps = Array.from({ length: count }, () => random(columns))
  const errors: number[] = []
  let converged = false
  for (let round = 0; round < rounds && !converged; round++) {
    improve(mix, maps, (map) => byRow(parts, map))
    improve(maps, mix, (own) => byColumn(parts, own))
    const error = squaredError(parts, mix, maps)
    converged = errors.length > 0 && errors.at(-1)! - error < SETTLED * total
    errors.push(error)
  }
  return { mix, maps, errors, converged }
}

/**
 * Each row of `rows` in turn takes its best value that is not negative, the others held.
 * @param product of one of `others` with the weights, as long as a row
 */
function improve(
  rows: Float64Array[],
  others: readonly Float64Array[],
  product: (other: Float64Array) => Float64Array,
): void {
  rows.forEach((row, k) => {
    const other = others[k]
    const square = dot(other, other)
    if (!(square > 0)) return
    const wanted = product(other)
    rows.forEach((each, l) => {
      if (l === k) return
      const overlap = dot(others[l], other)
      for (let i = 0; i < row.length; i++) wanted[i] -= each[i] * overlap
    })
    for (let i = 0; i < row.length; i++) row[i] = Math.max(0, wanted[i] / square)
  })
}

/** The product of each row of the weights with `map`. */
function byRow({ channels, columns, values }: Split, map: Float64Array): Float64Array {
  const sums = new Float64Array(channels)
  for (let c = 0, i = 0; c < channels; c++) {
    let sum = 0
    for (let p = 0; p < columns; p++, i++) sum += map[p] * values[i]
    sums[c] = sum
  }
  return sums
}

/** The product of each column of the weights with `mix`, read in the order in which they lie. */
function byColumn({ channels, columns, values }: Split, mix: Float64Array): Float64Array {
  const sums = new Float64Array(columns)
  for (let c = 0; c < channels; c++) {
    const weight = mix[c]
    // Channels that a factor does not have.
    if (weight === 0) continue
    for (let p = 0; p < columns; p++) sums[p] += weight * values[c * columns + p]
  }
  return sums
}

/** Channel factors of length 1, the halves of each map put together. */
function joined(weights: WeightMatrix, { mix, maps, errors, converged }: Attempt, total: number): Factorization {
  const { positions } = weights
  const signed = maps.map((map) => Float64Array.from({ length: positions }, (_, p) => map[p] - map[positions + p]))
  const error = (without = -1) => signedError(weights, mix, signed, without)
  const whole = error()
  const factors = mix.map((own, k): Factor => {
    const length = Math.sqrt(squares(own))
    return {
      channel: length > 0 ? own.map((value) => value / length) : own,
      spatial: signed[k].map((value) => value * length),
      share: (error(k) - whole) / total,
    }
  })
  factors.sort((a, b) => b.share - a.share)
  return { factors, share: 1 - whole / total, errors, converged }
}

const squaredError = (
  { channels, columns, values }: Split,
  mix: readonly Float64Array[],
  maps: readonly Float64Array[],
): number => signedError({ channels, positions: columns, values }, mix, maps)

function signedError(
  { channels, positions, values }: WeightMatrix,
  mix: readonly Float64Array[],
  maps: readonly Float64Array[],
  without = -1,
): number {
  const rest = new Float64Array(positions)
  let sum = 0
  for (let c = 0; c < channels; c++) {
    for (let p = 0; p < positions; p++) rest[p] = values[c * positions + p]!
    for (let k = 0; k < mix.length; k++) {
      if (k === without || mix[k][c] === 0) continue
      const [weight, map] = [mix[k][c], maps[k]]
      for (let p = 0; p < positions; p++) rest[p] -= weight * map[p]
    }
    for (let p = 0; p < positions; p++) sum += rest[p] * rest[p]
  }
  return sum
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

const squares = (values: Float64Array): number => dot(values, values)
