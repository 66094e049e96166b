/**
 * What an article says about a network, or about two, so that it can be run: a function of them, what its value must
 * be, and what is taken away to see that it would not be so by chance: the weights of a layer, put in another order, or
 * the training of the second network.
 *
 * `content/<slug>/claims.ts` exports `claims`, by id. `npm run precompute` measures them, `npm test`
 * measures them again, and so does a reader in the page.
 */
import type { Model } from './model.ts'
import { shuffled } from './shuffled.ts'
import { untrained } from './untrained.ts'

/** `(network) → a number`, the same for the same network: randomness is seeded. */
export type Measure = (model: Model) => Promise<number>

/** What a claim's value must be. */
export type Bound = { atLeast: number } | { atMost: number }

export interface Measurement {
  /** What the number is, in words and with its unit: `degrees from 80° to the best direction`. */
  measures: string
  measure: Measure
}

interface OfOne extends Measurement {
  /** The layer that the claim is about, as in `conv4`: with its weights shuffled, the claim is false. */
  layer: string
  beside?: undefined
}

interface OfTwo {
  measures: string
  /** `(network, the one beside it) → a number`. */
  measure: (model: Model, beside: Model) => Promise<number>
  /** Another network, by its folder in `public/models`: with an untrained copy in its place, the claim is false. */
  beside: string
  layer?: undefined
}

export type Claim = Bound & (OfOne | OfTwo)

/** The networks that a claim is about; `beside` where it names one. */
export interface About {
  model: Model
  beside: Model | undefined
}

export type Claims = Record<string, Claim>

/** Seeds of the networks that a claim is held against. */
export const NULL_SEEDS = [0, 1, 2]

export const holds = (bound: Bound, value: number): boolean =>
  'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost

/** A claim's value. */
export function measureClaim(claim: Claim, { model, beside }: About): Promise<number> {
  if (claim.beside === undefined) return claim.measure(model)
  if (beside) return claim.measure(model, beside)
  throw new Error(`a claim that compares ${model.table.id} with ${claim.beside} needs both networks`)
}

/** A claim's value by chance: where its layer's weights are shuffled, or where the network beside has never been trained. */
export async function measureByChance(claim: Claim, { model, beside }: About, seed: number): Promise<number> {
  const network = claim.beside === undefined ? shuffled(model, seed, claim.layer) : beside && untrained(beside, seed)
  try {
    return await measureClaim(
      claim,
      claim.beside === undefined ? { model: network!, beside } : { model, beside: network },
    )
  } finally {
    network?.dispose()
  }
}
