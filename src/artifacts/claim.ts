/** The file of a claim: what was measured, and what must be. */
import { z } from 'zod'

export const claimJsonSchema = z.strictObject({
  /** What the number is, in words. */
  measures: z.string(),
  value: z.number(),
  /** The same where the layer's weights are shuffled, one per seed from 0. */
  shuffled: z.array(z.number()).min(1),
  layer: z.string(),
  /** One of the two is there. */
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
})

export type ClaimJson = z.infer<typeof claimJsonSchema>
