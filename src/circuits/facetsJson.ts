import type { Example } from './responses/exampleSummary.ts'

/** The JSON of a `facets` artifact; its pictures are the sheet that comes with it. */
export interface FacetsJson {
  /** The stimuli that are grouped, the strongest first; fewer than `FEWEST`, and nothing is said of facets. */
  grouped: Example[]
  /** Of each of them the facet that it shows; facets by their size, the largest 0. */
  groups: number[]
  /** Mean silhouette of the grouping. */
  separation: number
  /** The same for the units of the layer where weights are shuffled, ascending, and what 19 of 20 of them stay below. */
  chance: number[]
  threshold: number
  facets: Facet[]
  /** Of each optimum the facet that it shows, and its value. */
  optima: { facet: number; value: number }[]
  /** Tiles of the sheet: the optima come first, then these stimuli, by index. */
  order: number[]
}

export interface Facet {
  /** Stimuli that show it. */
  count: number
  /** Units of the layer below by the share of the sum of positive contributions, the largest first. */
  inputs: { channel: number; share: number }[]
  /** What the unit adds to the logits on these stimuli, in the mean: the most, then the least. */
  most: Effect[]
  least: Effect[]
}

export interface Effect {
  name: string
  effect: number
}
