/** Directions in the activations below a unit, grouped: the facets of the unit. */
import { createRng, type Rng } from '../../vocabulary/rng.ts'

/** Facets that a unit may have. */
export const MOST_FACETS = 4
/** How many of the strongest stimuli are grouped: 0.6 % of all. */
export const GROUPED = 120
/** With fewer nothing is said. */
export const FEWEST = 40

export interface Clustering {
  /** How many groups there are. */
  facets: number
  /** The group that each vector belongs to; groups by their size, the largest 0. */
  groups: number[]
  /** Mean silhouette, −1 to 1 (Rousseeuw 1987, doi 10.1016/0377-0427(87)90125-7), of cosine distances. */
  separation: number
}

/**
 * Groups directions by spherical k-means (Dhillon and Modha 2001, doi 10.1023/A:1007612920971), the best of
 * several seeded starts.
 * @param facets how many groups; absent, 2 to `MOST_FACETS`, whichever are separated best
 */
export function clusterDirections(
  vectors: readonly Float32Array[],
  { seed, facets }: { seed: number; facets?: number },
): Clustering {
  const units = vectors.map(normalized)
  const counts = facets ? [facets] : Array.from({ length: MOST_FACETS - 1 }, (_, i) => i + 2)
  return counts
    .map((count) => clustered(units, count, createRng(seed, 'facets', count)))
    .reduce((best, each) => (each.separation > best.separation ? each : best))
}

const STARTS = 6
const ROUNDS = 30

function clustered(units: readonly Float32Array[], facets: number, rng: Rng): Clustering {
  let best: { groups: number[]; fit: number } | undefined
  for (let start = 0; start < STARTS; start++) {
    let centres = starts(units, facets, rng)
    let groups: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const next = units.map((unit) => nearest(unit, centres))
      if (next.every((group, i) => group === groups[i])) break
      groups = next
      centres = centres.map((old, group) => {
        const own = units.filter((_, i) => groups[i] === group)
        return own.length > 0 ? normalized(sumOf(own)) : old
      })
    }
    const fit = units.reduce((sum, unit, i) => sum + dot(unit, centres[groups[i]]), 0)
    if (!best || fit > best.fit) best = { groups, fit }
  }
  const groups = bySize(best!.groups, facets)
  return { facets, groups, separation: silhouette(units, groups) }
}

/** Each further one with a chance in proportion to its distance from those before (Arthur and Vassilvitskii 2007). */
function starts(units: readonly Float32Array[], count: number, rng: Rng): Float32Array[] {
  const found = [units[rng.integer(0, units.length - 1)]]
  while (found.length < count) {
    const far = units.map((unit) => Math.max(0, 1 - Math.max(...found.map((each) => dot(unit, each)))))
    let rest = rng.uniform() * far.reduce((sum, each) => sum + each, 0)
    const next = far.findIndex((each) => (rest -= each) <= 0)
    found.push(units[Math.max(0, next)])
  }
  return found
}

function bySize(groups: readonly number[], count: number): number[] {
  const sizes = new Array<number>(count).fill(0)
  for (const group of groups) sizes[group]++
  const order = [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a] || a - b)
  return groups.map((group) => order.indexOf(group))
}

function silhouette(units: readonly Float32Array[], groups: readonly number[]): number {
  const count = Math.max(...groups) + 1
  if (count < 2) return 0
  const scores = units.map((unit, i) => {
    const sums = new Array<number>(count).fill(0)
    const sizes = new Array<number>(count).fill(0)
    units.forEach((other, j) => {
      if (i === j) return
      sums[groups[j]] += 1 - dot(unit, other)
      sizes[groups[j]]++
    })
    const own = groups[i]
    if (sizes[own] === 0) return 0
    const inside = sums[own] / sizes[own]
    const outside = Math.min(
      ...sums.map((sum, group) => (group === own || sizes[group] === 0 ? Infinity : sum / sizes[group])),
    )
    return (outside - inside) / Math.max(inside, outside, 1e-12)
  })
  return scores.reduce((sum, each) => sum + each, 0) / scores.length
}

export function nearest(unit: Float32Array, centres: readonly Float32Array[]): number {
  let best = 0
  for (let i = 1; i < centres.length; i++) if (dot(unit, centres[i]) > dot(unit, centres[best])) best = i
  return best
}

export const normalized = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector)
  return length > 0 ? vector.map((each) => each / length) : vector
}

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** Sum of vectors of one length. */
export function sumOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0].length)
  for (const vector of vectors) vector.forEach((each, i) => (sum[i] += each))
  return sum
}
