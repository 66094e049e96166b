/**
 * What an article says about a network, so that it can be run: a function of the network, what its
 * value must be, and the layer without whose weights that would not be so.
 *
 * `content/<slug>/claims.ts` exports `claims`, by id. `npm run precompute` measures them, `npm test`
 * measures them again, and so does a reader in the page.
 */
import type { Model } from './model.ts'
import { shuffled } from './shuffled.ts'

/** `(network) → a number`, the same for the same network: randomness is seeded. */
export type Measure = (model: Model) => Promise<number>

/** What a claim's value must be. */
export type Bound = { atLeast: number } | { atMost: number }

export interface Measurement {
  /** What the number is, in words and with its unit: `degrees from 80° to the best direction`. */
  measures: string
  measure: Measure
}

export type Claim = Measurement &
  Bound & {
    /** The layer that the claim is about, as in `conv4`: with its weights shuffled, the claim is false. */
    layer: string
  }

export type Claims = Record<string, Claim>

/** Seeds of the networks that a claim is held against. */
export const NULL_SEEDS = [0, 1, 2]

export const holds = (bound: Bound, value: number): boolean =>
  'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost

/** A claim's value where its layer's weights are shuffled. */
export async function measureShuffled(
  model: Model,
  { measure, layer }: Pick<Claim, 'measure' | 'layer'>,
  seed: number,
): Promise<number> {
  const network = shuffled(model, seed, layer)
  try {
    return await measure(network)
  } finally {
    network.dispose()
  }
}
