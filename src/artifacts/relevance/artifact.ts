/** What a transformer's answers came from: maps of several methods for some classes on one picture. */
import { z } from 'zod'
import { artifact, image, json, type DataOf, type RequestOf } from '../artifact.ts'
import { model, picture, seed } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('relevance'),
  model,
  image: picture,
  /** Indices of classes. */
  classes: z.array(z.int().min(0)).min(1),
  /** By their names in `src/attribution/tokens/methods`. */
  tokenMethods: z.array(z.string()).min(1),
  /** The first block that counts, from 0. */
  from: z.int().min(0),
  seed,
})

const data = z.strictObject({
  /** Patches. */
  rows: z.int(),
  columns: z.int(),
  guesses: z.array(z.strictObject({ index: z.int(), logit: z.number(), probability: z.number() })),
  /** For each class the maps in the order asked for. */
  maps: z.array(
    z.array(
      z.strictObject({
        /** One number a patch, row by row. */
        values: z.array(z.number()),
        share: z.number().nullable().optional(),
      }),
    ),
  ),
  /** Of each class: the sum of relevance at the tokens and after every block, the class's side first. */
  sums: z.array(z.array(z.strictObject({ layer: z.string(), sum: z.number(), magnitude: z.number() }))),
})

const relevance = artifact({
  request,
  /** `picture` is what the network sees. */
  files: { data: json(data), picture: image() },
  subject: ({ image, classes }) => `${image} for class ${classes.join(' and ')}`,
  reads: ({ image }) => [
    ['picture', image],
    ['mask', image],
  ],
})
export default relevance

export type RelevanceRequest = RequestOf<typeof relevance>
export type RelevanceData = DataOf<typeof relevance>
