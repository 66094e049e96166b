/** `removalCurves(model, …)` → what a network still says of a class as patches go in the order of a map, both ways. */
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'
import { createRng } from '../../vocabulary/rng.ts'
import { areaUnder, fromLeast, fromMost, perturb, type Order } from './perturbation.ts'
import type { TokenStructure } from './structure.ts'

export interface RemovalCurve {
  /** The class's probability at each step. */
  probabilities: number[]
  /** Whether the class that the whole picture got is still the first. */
  kept: boolean[]
  /** The mean height of the probabilities over the steps, 0 to 1. */
  area: number
}

export interface RemovalRequest {
  image: Pixels
  /** What stands where a patch was: a picture of the same size. */
  filling: Pixels
  /** The class's index. */
  index: number
  /** One number a patch, the largest the most relevant. */
  map: ArrayLike<number>
  /** How many patches are gone, step by step. */
  steps: readonly number[]
}

/** @param way from the most relevant down, where a lower curve is better; or from the least, where a higher one is */
export async function removalCurve(
  model: Model,
  structure: TokenStructure,
  { image, filling, index, map, steps }: RemovalRequest,
  way: 'most' | 'least',
): Promise<RemovalCurve> {
  const order: Order = way === 'most' ? fromMost(map) : fromLeast(map)
  const { probabilities, kept } = await perturb(model, structure, image, filling, index, order, steps)
  return { probabilities: Array.from(probabilities), kept, area: areaUnder(steps, probabilities) }
}

/**
 * The map of an order in which only some patches are named: the first has the largest value, and the others, in an order
 * drawn at random, the values below. So whoever names few patches leaves the rest to chance.
 * @param named patches, the most relevant first; each at most once
 * @param patches how many there are
 */
export function mapOfOrder(named: readonly number[], patches: number, seed: number): Float64Array {
  const rng = createRng(seed, 'unnamed patches')
  const map = Float64Array.from({ length: patches }, () => rng.uniform())
  for (const [i, patch] of named.entries()) map[patch] = 1 + named.length - i
  return map
}
