/** The units of a layer beside the most similar ones of another network, and what chance gives. */
import { z } from 'zod'
import { artifact, json, type DataOf, type RequestOf } from '../artifact.ts'
import { families, model } from '../fields.ts'
import { gridSchema } from '../gridSchema.ts'

const request = z.strictObject({
  kind: z.literal('universality'),
  model,
  other: model,
  /** A layer of both networks. */
  layer: z.string(),
  /** Units are matched by their responses to these. */
  families,
  /** The stimuli of the tuning curves, and the parameter that runs. */
  family: z.string(),
  over: z.string(),
})

const pair = z.strictObject({
  unit: z.int(),
  match: z.int(),
  /** Responses of both along the values. */
  curves: z.tuple([z.array(z.number()), z.array(z.number())]),
  /** The largest kernels into the unit, and into its match from the matches of the same units below. */
  weights: z.array(
    z.strictObject({ from: z.string(), matched: z.string(), kernels: z.tuple([gridSchema, gridSchema]) }),
  ),
})

const data = z.strictObject({
  /** How many stimuli; matches are chosen on half of them and measured on the rest. */
  stimuli: z.int(),
  /** Every unit that responds with its best match, the most alike first; the correlation is on stimuli that the match was not chosen by. */
  matches: z.array(z.strictObject({ unit: z.int(), match: z.int(), correlation: z.number() })),
  /** Their mean correlation, and that of the optimal one-to-one matching. */
  mean: z.number(),
  oneToOne: z.number(),
  chance: z.strictObject({
    /** Copies of the other network with shuffled weights; mean and 95th percentile of what best matches in them reach. */
    networks: z.int(),
    mean: z.number(),
    limit: z.number(),
    /** 95th percentile with the other network's stimuli in another order. */
    permuted: z.number(),
  }),
  /** How many of the matches lie above the limit. */
  above: z.int(),
  /** The values that the tuning curves run over. */
  values: z.array(z.number()),
  /** The most alike pairs in full, in the order of `matches`. */
  pairs: z.array(pair),
})

const universality = artifact({
  request,
  files: { data: json(data) },
  subject: ({ layer, other }) => `${layer} beside that of ${other}`,
  reads: ({ other }) => [['model', other]],
})
export default universality

export type UniversalityRequest = RequestOf<typeof universality>
export type UniversalityData = DataOf<typeof universality>
export type UniversalityPair = z.infer<typeof pair>
