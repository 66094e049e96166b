/** The schema of a grid that `encodeGrid` wrote. */
import { z } from 'zod'

export const gridSchema = z
  .strictObject({
    height: z.int().positive(),
    width: z.int().positive(),
    max: z.number(),
    levels: z.string().regex(/^[A-Za-z0-9-]*$/),
  })
  .refine(({ height, width, levels }) => levels.length === height * width, 'one level per cell')
