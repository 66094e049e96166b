/**
 * How far two networks differ on the same pictures, with a 95 % interval.
 *
 * Both answer the same pictures, so the difference is taken picture by picture and the pictures are drawn
 * anew, not the answers: the paired bootstrap, percentile interval (Efron and Tibshirani 1993, An Introduction
 * to the Bootstrap, chapter 13). Views of one scene are no independent pictures; they are drawn together, scene
 * by scene (the cluster bootstrap; Field and Welsh 2007, Journal of the Royal Statistical Society B 69, 369).
 */
import type { Rng } from '../../vocabulary/rng.ts'

export interface PairedDifference {
  pictures: number
  /** Shares of right answers. */
  before: number
  after: number
  /** `after − before`, and its interval. */
  difference: number
  low: number
  high: number
  /** Pictures that only the second answers rightly, and only the first. */
  gained: number
  lost: number
}

/** Whether the interval leaves out zero; else so many pictures do not tell the effect from none. */
export const measurable = ({ low, high }: Pick<PairedDifference, 'low' | 'high'>): boolean => low > 0 || high < 0

const DRAWS = 2000
const TAIL = 0.025

/**
 * @param before whether the first network is right, by picture
 * @param after the same of the second
 * @param clusters which pictures belong together, by picture; each stands alone where absent
 * @throws Error where the lists are empty or of different lengths
 */
export function pairedDifference(
  before: readonly boolean[],
  after: readonly boolean[],
  rng: Rng,
  clusters: readonly (number | string)[] = before.map((_, i) => i),
): PairedDifference {
  const pictures = before.length
  if (pictures === 0 || after.length !== pictures || clusters.length !== pictures)
    throw new Error(
      `answers to ${pictures} and ${after.length} pictures in ${clusters.length} places (must be as many, and some)`,
    )
  const change = before.map((right, i) => Number(after[i]) - Number(right))
  const sums = new Map<number | string, { sum: number; count: number }>()
  change.forEach((each, i) => {
    const held = sums.get(clusters[i]) ?? { sum: 0, count: 0 }
    sums.set(clusters[i], { sum: held.sum + each, count: held.count + 1 })
  })
  const drawn = resampled([...sums.values()], rng).sort((a, b) => a - b)
  const share = (list: readonly boolean[]) => list.filter((right) => right).length / pictures
  const gained = change.filter((each) => each > 0).length
  const lost = change.filter((each) => each < 0).length
  return {
    pictures,
    before: share(before),
    after: share(after),
    difference: (gained - lost) / pictures,
    low: quantile(drawn, TAIL),
    high: quantile(drawn, 1 - TAIL),
    gained,
    lost,
  }
}

/** Mean changes over clusters drawn with replacement. */
function resampled(clusters: readonly { sum: number; count: number }[], rng: Rng): Float64Array {
  const means = new Float64Array(DRAWS)
  for (let draw = 0; draw < DRAWS; draw++) {
    let sum = 0
    let count = 0
    for (let i = 0; i < clusters.length; i++) {
      const cluster = clusters[Math.floor(rng.uniform() * clusters.length)]
      sum += cluster.sum
      count += cluster.count
    }
    means[draw] = sum / count
  }
  return means
}

/** Between neighbours, linear. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)]
  return below + (at % 1) * (sorted[Math.ceil(at)] - below)
}
