/** One unit's feature visualization, of the size it was optimized at, and how it scored. */
import { z } from 'zod'
import { artifact, sheet, type RequestOf } from '../artifact.ts'
import { model, seed, unit } from '../fields.ts'

const request = z.strictObject({ kind: z.literal('picture'), model, unit, seed })

const picture = artifact({ request, files: { picture: sheet() }, tilePerUnit: 'picture' })
export default picture

export type PictureRequest = RequestOf<typeof picture>
