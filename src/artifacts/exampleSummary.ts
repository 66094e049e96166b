/** The schema of what `summarizeExamples` says of a unit's responses to many pictures. */
import { z } from 'zod'

/** A picture by its place among all that were shown, and the response to it. */
export const example = z.strictObject({ index: z.int(), value: z.number() })

export const exampleSummary = z.strictObject({
  /** How many were shown. */
  shown: z.int(),
  /** How many leave a unit that is never negative at 0; 0 for a unit that can be negative. */
  silent: z.int(),
  silentExamples: z.array(example),
  /** The range of the values, 0 included. */
  low: z.number(),
  high: z.number(),
  /** How many fall into each of equally wide parts of the range, the silent ones left out. */
  histogram: z.array(z.int()),
  /** Equally wide, the weakest first. */
  bands: z.array(
    z.strictObject({
      from: z.number(),
      to: z.number(),
      count: z.int(),
      /** Evenly spaced in the order of their values, the strongest first. */
      examples: z.array(example),
    }),
  ),
  /** The strongest first; of equals the first shown. */
  top: z.array(example),
  /** The strongest hundredth: how many there are, and how many of each group, with how many were shown. */
  strongest: z.strictObject({
    count: z.int(),
    groups: z.array(z.strictObject({ name: z.string(), count: z.int(), shown: z.int() })),
  }),
})
