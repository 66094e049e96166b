/** The weights between two units, plain and expanded, and the mean true gradient beside them. */
import { z } from 'zod'
import { artifact, json, type DataOf, type RequestOf } from '../artifact.ts'
import { families, model, picture, seed, unit } from '../fields.ts'
import { gridSchema } from '../gridSchema.ts'

const request = z.strictObject({
  kind: z.literal('kernel'),
  model,
  /** As in `conv4/39`. */
  to: unit,
  /** As in `conv3/12`; `input` for the image. */
  from: z.string(),
  relu: z.enum(['identity', 'half', 'true']),
  maxPool: z.enum(['average', 'true']),
  /** What true stand-ins are taken on; null where there are none. */
  image: picture.nullable(),
  families,
  /** Stimuli of each family that the gradient is a mean over. */
  perFamily: z.int().positive(),
  seed,
})

const data = z.strictObject({
  /** Rows and columns of the lower layer that `expanded` covers; the ends are excluded. */
  window: z.strictObject({ top: z.int(), bottom: z.int(), left: z.int(), right: z.int() }),
  /** One cell per tap of the convolution; absent where the layers are not adjacent. */
  kernel: gridSchema.optional(),
  /** One grid, or one for each colour. */
  expanded: z.array(gridSchema).min(1),
  /** The units of the lower layer with the longest weights, the longest first; none for the image. */
  strongest: z.array(z.strictObject({ channel: z.int(), norm: z.number(), grid: gridSchema })),
  gradient: z.strictObject({
    /** How many stimuli. */
    total: z.int(),
    /** The share of them that raised the unit's preactivation above zero. */
    active: z.number(),
    grids: z.array(gridSchema).min(1),
  }),
  /** Cosine of the angle between `expanded` and `gradient`. */
  agreement: z.number(),
})

const kernel = artifact({
  request,
  files: { data: json(data) },
  units: ({ to, from }) => (from === 'input' ? [to] : [to, from]),
  subject: ({ to, from }) => `${to} on ${from}`,
  reads: ({ image }) => (image === null ? [] : [['picture', image]]),
})
export default kernel

export type KernelRequest = RequestOf<typeof kernel>
export type KernelData = DataOf<typeof kernel>
