/** One picture made with other choices than the recipe's, and its score step by step. */
import { z } from 'zod'
import { artifact, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { model, seed, unit } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('featureVis'),
  model,
  unit,
  /** A direction in the unit's layer in place of the unit: other units, or this one, with their weights. */
  direction: z
    .array(z.strictObject({ unit, weight: z.number() }))
    .min(1)
    .optional(),
  seed,
  negative: z.boolean(),
  parameterization: z.enum(['fourier', 'pixel']),
  decorrelate: z.boolean(),
  bound: z.boolean(),
  transforms: z.enum(['none', 'shift', 'all']),
  steps: z.int().positive(),
  rate: z.number().positive(),
  l2: z.number().min(0),
  totalVariation: z.number().min(0),
})

const data = z.strictObject({
  /** The score at the steps it was read at. */
  curve: z.array(z.strictObject({ step: z.int(), score: z.number() })).min(1),
})

const featureVis = artifact({
  request,
  files: { data: json(data), picture: sheet() },
  units: ({ unit, direction }) => direction?.map((part) => part.unit) ?? [unit],
})
export default featureVis

export type FeatureVisRequest = RequestOf<typeof featureVis>
export type FeatureVisData = DataOf<typeof featureVis>
