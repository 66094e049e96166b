/** The JSON of a `universality` artifact. */
import type { GridJson } from './anatomyJson.ts'
import type { UnitMatch } from './compare/unitMatching.ts'

export interface UniversalityJson {
  /** How many stimuli; matches are chosen on half of them and measured on the rest. */
  stimuli: number
  /** Every unit that responds with its best match, the most alike first. */
  matches: UnitMatch[]
  /** Their mean correlation, and that of the optimal one-to-one matching. */
  mean: number
  oneToOne: number
  chance: {
    /** Copies of the other network with shuffled weights; mean and 95th percentile of what best matches in them reach. */
    networks: number
    mean: number
    limit: number
    /** 95th percentile with the other network's stimuli in another order. */
    permuted: number
  }
  /** Of the matches, how many lie above the limit. */
  above: number
  /** The values that the tuning curves run over. */
  values: number[]
  /** The most alike pairs in full, in the order of `matches`. */
  pairs: PairJson[]
}

export interface PairJson {
  unit: number
  match: number
  /** Of both along the values. */
  curves: [number[], number[]]
  /** The largest kernels into the unit, and into its match from the matches of the same units below. */
  weights: { from: string; matched: string; kernels: [GridJson, GridJson] }[]
}
