/**
 * `public/models/<id>/edits.json`: how often edited networks are right on validation images. Numbers alone;
 * `node --import ./precompute/foundByPlace.ts test/circuits/editAccuracies.ts` writes it where the images are.
 */
import { z } from 'zod'
import { comparisonSchema } from './difference.ts'
import type { HandBuiltRequest } from './handBuilt/artifact.ts'
import { requestKey } from './request.ts'

export const editAccuraciesSchema = z.strictObject({
  /** What the images are. */
  data: z.string(),
  /** SHA-256 of the weights measured. */
  weights: z.string(),
  backend: z.string(),
  /** One for each list of edits, named as figures name them. */
  measured: z.array(comparisonSchema.extend({ edits: z.string() })),
})

/** Under which the network that a hand-built unit stands in, or that lacks the learned one, is measured. */
export const transplantName = (request: HandBuiltRequest, which: string): string => `${which} of ${requestKey(request)}`
