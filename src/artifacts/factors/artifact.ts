/** What the weights of a unit are made of, and what excites the mix of channels of each factor. */
import { z } from 'zod'
import { artifact, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { model, seed, unit } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('factors'),
  model,
  unit,
  /** The layer whose units its channels are. */
  below: z.string(),
  /** How many of the factors are shown first, with their pictures. */
  count: z.int().min(1).max(4),
  seed,
})

const data = z.strictObject({
  /** The layer whose units the channels are. */
  below: z.string(),
  /** Cells of the kernel. */
  height: z.int(),
  width: z.int(),
  /** With one factor, with two, and so on. */
  counts: z.array(
    z.strictObject({
      /** Share of the squared weights that all of them together explain. */
      share: z.number(),
      /** Cosine of the first two maps; null where there is one. */
      cosine: z.number().nullable(),
      /** Mean cosine of each mix with the likest one of every other seed. */
      stability: z.number().nullable(),
      factors: z.array(
        z.strictObject({
          /** Share of the squared weights that is lost without it. */
          share: z.number(),
          /** Row by row. */
          map: z.array(z.number()),
          /** The channels of the layer below with the largest weights in the mix, which has length 1. */
          top: z.array(z.strictObject({ channel: z.int(), weight: z.number() })),
          /** Share of the squared mix that those hold. */
          carried: z.number(),
        }),
      ),
    }),
  ),
})

const factors = artifact({ request, files: { data: json(data), mixes: sheet() } })
export default factors

export type FactorsRequest = RequestOf<typeof factors>
export type FactorsData = DataOf<typeof factors>
