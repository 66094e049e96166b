/** A unit taken apart into what excites it through other channels of the layer below. */
import { z } from 'zod'
import { artifact, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { example } from '../exampleSummary.ts'
import { families, model, seed, unit } from '../fields.ts'

const request = z.strictObject({ kind: z.literal('facets'), model, unit, families, seed })

const effect = z.strictObject({ name: z.string(), effect: z.number() })

const facet = z.strictObject({
  /** Stimuli that show it. */
  count: z.int(),
  /** Units of the layer below by the share of the sum of positive contributions, the largest first. */
  inputs: z.array(z.strictObject({ channel: z.int(), share: z.number() })),
  /** What the unit adds to the logits on these stimuli, in the mean: the most, then the least. */
  most: z.array(effect),
  least: z.array(effect),
})

const data = z.strictObject({
  /** The stimuli that are grouped, the strongest first. */
  grouped: z.array(example),
  /** For each of them the facet that it shows; facets by their size, the largest 0. */
  groups: z.array(z.int()),
  /** Mean silhouette of the grouping. */
  separation: z.number(),
  /** The separations of the layer's units where weights are shuffled, ascending, and what 19 of 20 of them stay below; null without any. */
  chance: z.array(z.number()),
  threshold: z.number().nullable(),
  facets: z.array(facet),
  /** For each optimum the facet that it shows, and its value. */
  optima: z.array(z.strictObject({ facet: z.int(), value: z.number() })),
  /** Tiles of the sheet: the optima come first, then these stimuli, by index. */
  order: z.array(z.int()),
})

const facets = artifact({ request, files: { data: json(data), pictures: sheet() } })
export default facets

export type FacetsRequest = RequestOf<typeof facets>
export type FacetsData = DataOf<typeof facets>
export type Facet = z.infer<typeof facet>
export type Effect = z.infer<typeof effect>
