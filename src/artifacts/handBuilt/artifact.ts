/** A curve detector built by hand beside the learned one, and in its place. */
import { z } from 'zod'
import { artifact, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { comparisonSchema } from '../difference.ts'
import { model, seed, unit } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('handBuilt'),
  model,
  /** In whose place. */
  unit,
  /** Units that look for the same, turned; the unit itself apart. */
  family: z.array(unit),
  recipe: z.strictObject({
    /** Degrees, counter-clockwise: the curve's outward normal. */
    angle: z.number(),
    /** 1 / radius, per pixel. */
    curvature: z.number(),
    /** Pixels outward. */
    shift: z.number(),
    /** Pixels to either side. */
    width: z.number().positive(),
    /** Degrees to either side. */
    tolerance: z.number().positive(),
    inhibition: z.number().min(0),
  }),
  /** As a share of the largest sum. */
  threshold: z.number().min(0).max(0.95),
  seed,
})

const data = z.strictObject({
  /** Cells of the kernel's side, and input pixels from one to the next. */
  side: z.int(),
  stride: z.int(),
  /** The line detectors that it is built from, by direction. */
  inputs: z.array(z.strictObject({ channel: z.int(), angle: z.number() })),
  /** Responses to curves of the curvature that the learned unit likes most, by direction. */
  angles: z.array(z.number()),
  curvature: z.number(),
  learned: z.array(z.number()),
  built: z.array(z.number()),
  /** Correlations of the two units' responses to all curves, after each step of the recipe; the last is the whole. */
  correlations: z.array(z.number()),
  /** The correlation of the whole unit's responses with the learned one's, on curves that the recipe was not fitted to. */
  heldOut: z.number(),
  /** The learned weights on the line detectors, `(directions, side, side)`, the largest being 1. */
  learnedSketch: z.array(z.number()),
  /** Each member of the family, and how well it is built. */
  family: z.array(z.strictObject({ unit, correlation: z.number() })),
  /** What the built unit's picture scores. */
  score: z.number(),
  /** Against the network as it was learned. */
  comparisons: z.strictObject({
    ablated: comparisonSchema,
    transplanted: comparisonSchema,
    /** All members of the family and the unit itself; absent where there is no family. */
    familyAblated: comparisonSchema.optional(),
    familyTransplanted: comparisonSchema.optional(),
  }),
})

const handBuilt = artifact({
  request,
  files: { data: json(data), picture: sheet() },
  units: ({ unit, family }) => [unit, ...family],
  reads: () => [['scenes']],
})
export default handBuilt

export type HandBuiltRequest = RequestOf<typeof handBuilt>
export type HandBuiltData = DataOf<typeof handBuilt>
