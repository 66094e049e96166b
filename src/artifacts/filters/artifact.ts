/** The largest kernels of a convolution, or of those that lead to one of its units. */
import { z } from 'zod'
import { artifact, json, type DataOf, type RequestOf } from '../artifact.ts'
import { model } from '../fields.ts'
import { gridSchema } from '../gridSchema.ts'

const request = z.strictObject({
  kind: z.literal('filters'),
  model,
  /** As in `conv4`. */
  layer: z.string(),
  /** The channel they lead to; null for all. */
  channel: z.int().min(0).nullable(),
  /** How many, the largest first. */
  count: z.int().positive(),
})

const data = z.strictObject({
  kernels: z.array(
    z.strictObject({
      /** The channel it leads to. */
      to: z.int(),
      /** The input channel it leads from; null where it is all colours of the image together. */
      from: z.int().nullable(),
      /** Euclidean length. */
      norm: z.number(),
      /** One grid, or one for each colour. */
      grids: z.array(gridSchema).min(1),
    }),
  ),
})

const filters = artifact({
  request,
  files: { data: json(data) },
  subject: ({ layer, channel }) => layer + (channel === null ? '' : `/${channel}`),
})
export default filters

export type FiltersRequest = RequestOf<typeof filters>
export type FiltersData = DataOf<typeof filters>
