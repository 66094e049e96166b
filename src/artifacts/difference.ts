/** How two networks differ on the same pictures, as artifacts hold it; see `src/circuits/edits/pairedDifference.ts`. */
import { z } from 'zod'

export const differenceSchema = z.strictObject({
  pictures: z.int().positive(),
  /** Shares of right answers. */
  before: z.number(),
  after: z.number(),
  /** `after − before`, and its interval of 95 %. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  gained: z.int(),
  lost: z.int(),
})

/** Right at the first guess, and among the first five. */
export const comparisonSchema = z.strictObject({ top1: differenceSchema, top5: differenceSchema })

export type DifferenceData = z.infer<typeof differenceSchema>
export type ComparisonData = z.infer<typeof comparisonSchema>
