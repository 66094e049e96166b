/** `meanInterval(values, rng)` → the mean of values, one an image, with its 95 % interval. */
import type { Rng } from '../../vocabulary/rng.ts'

export interface MeanInterval {
  mean: number
  low: number
  high: number
}

const DRAWS = 2000
const TAIL = 0.025

/**
 * The percentile bootstrap over images (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13). For two methods on
 * the same images, give the differences.
 * @throws Error where there are no values
 */
export function meanInterval(values: readonly number[], rng: Rng): MeanInterval {
  if (values.length === 0) throw new Error('no values to take the mean of')
  const means = new Float64Array(DRAWS)
  for (let draw = 0; draw < DRAWS; draw++) {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[rng.integer(0, values.length - 1)]
    means[draw] = sum / values.length
  }
  means.sort()
  const at = (share: number) => means[Math.round(share * (DRAWS - 1))]
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, low: at(TAIL), high: at(1 - TAIL) }
}
