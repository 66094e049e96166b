/**
 * `public/models/<id>/perturbation.json`: how soon a transformer's answers change as patches are removed in the order of
 * each method's map. Numbers alone; `npm run experiment -- perturbation` writes it where the images are.
 */
import { z } from 'zod'

const interval = z.strictObject({ mean: z.number(), low: z.number(), high: z.number() })

const direction = z.strictObject({
  /** The area under the curve, 0 to 100, with its 95 % interval over images. */
  area: interval,
  /** The same minus that of the random map, image by image. */
  overRandom: interval,
  /** The share of images that keep their class at each step, 0 to 1. */
  kept: z.array(z.number()),
})

export const perturbationSchema = z.strictObject({
  model: z.string(),
  /** SHA-256 of the weights. */
  weights: z.string(),
  /** What the images are. */
  data: z.string(),
  images: z.number(),
  /** The share of images whose class comes first. */
  right: z.number(),
  backend: z.string(),
  /** How many patches are removed, step by step. */
  steps: z.array(z.number()),
  results: z.array(
    z.strictObject({
      /** By its name in `src/attribution/tokens/methods`. */
      method: z.string(),
      /** What stands where a patch was. */
      filling: z.string(),
      /** From the most relevant on: lower is better. */
      most: direction,
      /** From the least relevant on: higher is better. */
      least: direction,
    }),
  ),
  /** Maps that are 0 everywhere, by method. */
  empty: z.record(z.string(), z.number()),
})

export type Perturbation = z.infer<typeof perturbationSchema>
