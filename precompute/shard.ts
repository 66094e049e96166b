/** A fixed, balanced part of a plan, for several machines: `(items, 3 of 16) → items`. */
import { makeBatches } from './batches.ts'
import type { Kinds } from './kinds.ts'
import type { Item } from './plan.ts'

/** Beyond, parts are empty: a plan has a few hundred batches. */
export const MOST_PARTS = 10_000

/** Which part: `index` from 1 to `of`. */
export interface Shard {
  index: number
  of: number
}

/**
 * The items of one part, in the order of the plan. Every item that is computed lies in exactly one part,
 * whatever is already there and whatever computes; what is only assembled is left to the merge.
 */
export function shardOf(items: readonly Item[], { index, of }: Shard, kinds: Kinds): Item[] {
  const loads = new Array<number>(of).fill(0)
  const mine = new Set<Item>()
  const computed = items.filter(({ request }) => kinds[request.kind]?.compute)
  // Batches come the largest first, and each goes to the part with the least to do so far (Graham 1969).
  for (const batch of makeBatches(computed, 'wasm')) {
    const part = loads.indexOf(Math.min(...loads))
    loads[part] += Math.max(1, batch.flop)
    if (part === index - 1) for (const item of batch.items) mine.add(item)
  }
  return computed.filter((item) => mine.has(item))
}
