/**
 * `public/models/<id>/edits.json`: how often edited networks are right on validation images. Numbers alone;
 * `node test/circuits/editAccuracies.ts` writes it where the images are.
 */
import { z } from 'zod'
import { requestKey, type RequestOf } from './request.ts'

const difference = z.strictObject({
  pictures: z.int().positive(),
  before: z.number(),
  after: z.number(),
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  gained: z.int(),
  lost: z.int(),
})

export const editAccuraciesSchema = z.strictObject({
  /** What the images are. */
  data: z.string(),
  /** SHA-256 of the weights measured. */
  weights: z.string(),
  backend: z.string(),
  /** One for each list of edits, named as figures name them. */
  measured: z.array(z.strictObject({ edits: z.string(), top1: difference, top5: difference })),
})
export type EditAccuracies = z.infer<typeof editAccuraciesSchema>

/** Under which the network that a hand-built unit stands in, or that lacks the learned one, is measured. */
export const transplantName = (request: RequestOf<'handBuilt'>, which: string): string =>
  `${which} of ${requestKey(request)}`
