/** How a unit's responses to a protocol are summed up: plain arithmetic on its grid. */
import { DRAWS, type Protocol } from './protocols.ts'

export interface Tuned {
  /** Mean over draws, one per cell. */
  mean: Float64Array
  /** Pearson's correlation between the means of both halves of the draws; 0 where one of them is flat. */
  reliability: number
  /** Largest mean, and its cell. */
  largest: number
  best: number
}

/** @param responses of one unit, draws fastest */
export function tuned(responses: ArrayLike<number>): Tuned {
  const count = responses.length / DRAWS
  const mean = new Float64Array(count)
  const halves = [new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < responses.length; i++) {
    const cell = Math.floor(i / DRAWS)
    mean[cell] += responses[i] / DRAWS
    halves[i % 2][cell] += (2 * responses[i]) / DRAWS
  }
  let best = 0
  for (let i = 1; i < count; i++) if (mean[i] > mean[best]) best = i
  return { mean, reliability: correlation(halves[0], halves[1]), largest: mean[best], best }
}

/** Pearson's; 0 where one side is constant. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length
  let [sa, sb, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    sa += a[i]
    sb += b[i]
    aa += a[i] * a[i]
    bb += b[i] * b[i]
    ab += a[i] * b[i]
  }
  const spread = Math.sqrt(Math.max(0, n * aa - sa * sa) * Math.max(0, n * bb - sb * sb))
  return spread > 1e-9 * n * Math.sqrt(aa * bb + 1e-300) ? (n * ab - sa * sb) / spread : 0
}

/** Index along each axis of a cell. */
export function coordinates({ axes }: Protocol, cell: number): number[] {
  const found: number[] = []
  let rest = cell
  for (const { values } of [...axes].reverse()) {
    found.unshift(rest % values.length)
    rest = Math.floor(rest / values.length)
  }
  return found
}

export const cellAt = ({ axes }: Protocol, at: readonly number[]): number =>
  axes.reduce((cell, { values }, i) => cell * values.length + at[i], 0)

/** Means along one axis, the others held where the unit responds most. */
export function curveThrough(protocol: Protocol, { mean, best }: Tuned, axis: number): number[] {
  const at = coordinates(protocol, best)
  return protocol.axes[axis].values.map((_, i) => mean[cellAt(protocol, at.with(axis, i))])
}

/**
 * 0 for a unit that responds the same everywhere, 1 for one that responds to one value alone: the length
 * of the mean direction for directions and hues, 1 − mean / largest for the rest.
 */
export function selectivity(
  { values, period }: { values: readonly number[]; period?: number },
  curve: readonly number[],
): number {
  const positive = curve.map((value) => Math.max(0, value))
  const total = positive.reduce((sum, value) => sum + value, 0)
  if (total <= 0) return 0
  if (!period) {
    const largest = Math.max(...positive)
    // The mean of one response among n is 1/n.
    return (1 - total / positive.length / largest) / (1 - 1 / positive.length)
  }
  let [x, y] = [0, 0]
  positive.forEach((value, i) => {
    const turn = (2 * Math.PI * values[i]) / period
    x += value * Math.cos(turn)
    y += value * Math.sin(turn)
  })
  return Math.hypot(x, y) / total
}
