/** How one unit of a convolution gets its value on one curve stimulus. */
import { z } from 'zod'
import { artifact, json, type DataOf, type RequestOf } from '../artifact.ts'
import { model, unit } from '../fields.ts'
import { gridSchema } from '../gridSchema.ts'

const request = z.strictObject({
  kind: z.literal('convAnatomy'),
  model,
  /** With its position: `conv4/17@8,8`. */
  unit,
  stimulus: z.strictObject({
    /** Degrees, counter-clockwise, of the curve's outward normal. */
    angle: z.number(),
    /** 1 / radius, per pixel; 0 for a straight line. */
    curvature: z.number(),
    /** Pixels, x to the right and y down, from the centre of the unit's receptive field. */
    x: z.number(),
    y: z.number(),
  }),
})

const data = z.strictObject({
  /** With its position. */
  unit,
  input: z.strictObject({ layer: z.string(), height: z.int(), width: z.int(), channels: z.int() }),
  /** Rows and columns of the input that the kernel covers; may reach past its edges. */
  window: z.strictObject({ top: z.int(), bottom: z.int(), left: z.int(), right: z.int() }),
  /** Input positions between neighbouring units, down and across. */
  stride: z.tuple([z.int(), z.int()]),
  /** Input positions between neighbouring taps of the kernel. */
  dilation: z.int(),
  /** Every input channel, from the strongest excitation to the strongest inhibition. */
  contributions: z.array(z.strictObject({ channel: z.int(), sum: z.number() })),
  /** The strongest at both ends, in full and in the same order. */
  parts: z.array(
    z.strictObject({
      channel: z.int(),
      sum: z.number(),
      map: gridSchema,
      patch: gridSchema,
      kernel: gridSchema,
      product: gridSchema,
    }),
  ),
  bias: z.number(),
  preactivation: z.number(),
  /** After the nonlinearity. */
  value: z.number(),
  /** The unit's channel at every position, after the nonlinearity. */
  output: gridSchema,
  /** The picture's brightness, 0 to 1. */
  image: gridSchema,
})

const convAnatomy = artifact({ request, files: { data: json(data) }, positions: true })
export default convAnatomy

export type ConvAnatomyRequest = RequestOf<typeof convAnatomy>
export type ConvAnatomyData = DataOf<typeof convAnatomy>
