/** Pictures of several units in one WebP, row by row in the order given. */
import { z } from 'zod'
import { artifact, sheet as tiles, type RequestOf } from '../artifact.ts'
import { model, seed, unit } from '../fields.ts'
import type { PictureRequest } from '../picture/artifact.ts'

const request = z.strictObject({ kind: z.literal('sheet'), model, units: z.array(unit).min(1), seed })

const sheet = artifact({
  request,
  files: { sheet: tiles() },
  units: ({ units }) => units,
  tilePerUnit: 'sheet',
  needs: ({ model, units, seed }) => units.map((unit): PictureRequest => ({ kind: 'picture', model, unit, seed })),
})
export default sheet

export type SheetRequest = RequestOf<typeof sheet>
