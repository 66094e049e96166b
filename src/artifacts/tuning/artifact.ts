/** Responses of units along one parameter of a family of stimuli, or two; and some of the stimuli. */
import { z } from 'zod'
import { artifact, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { model, sample, unit } from '../fields.ts'

const axis = z.strictObject({
  parameter: z.string(),
  from: z.number(),
  /** Excluded where the axis is cyclic. */
  to: z.number(),
  count: z.int().positive(),
  cyclic: z.boolean(),
})

const request = z.strictObject({
  kind: z.literal('tuning'),
  model,
  units: z.array(unit).min(1),
  /** The stimuli, as in `curve`. */
  family: z.string(),
  sample,
  over: axis,
  by: axis.nullable(),
})

const data = z.strictObject({
  /** One list per unit, along the first axis, then along the second. */
  responses: z.array(z.array(z.number())),
})

const tuning = artifact({
  request,
  files: { data: json(data), stimuli: sheet() },
  units: ({ units }) => units,
  positions: true,
})
export default tuning

export type TuningRequest = RequestOf<typeof tuning>
export type TuningData = DataOf<typeof tuning>
