/** What an edited network says of a picture, how often it is right, and what a unit of it looks for. */
import { z } from 'zod'
import { artifact, image, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { comparisonSchema } from '../difference.ts'
import { model, picture, seed, unit } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('surgery'),
  model,
  /** The unit whose picture is made again. */
  unit,
  /** As in `conv7/235*0`, separated by spaces. */
  edits: z.string().min(1),
  image: picture,
  seed,
})

const data = z.strictObject({
  /** What the two networks take the picture for: the likeliest classes of each, as indices, with their probabilities. */
  guesses: z.array(z.strictObject({ index: z.int(), before: z.number(), after: z.number() })),
  /** What the remade picture scores; not positive where nothing excites the unit. */
  score: z.number(),
  /** The lower units that the unit's weights depend on most. */
  inputs: z.array(z.strictObject({ from: z.string(), norm: z.number(), sum: z.number() })),
  comparison: comparisonSchema,
})

const surgery = artifact({
  request,
  /** `picture` is the unit's, made again; `image` is what was shown. */
  files: { data: json(data), picture: sheet(), image: image() },
  reads: ({ image }) => [['picture', image], ['scenes']],
})
export default surgery

export type SurgeryRequest = RequestOf<typeof surgery>
export type SurgeryData = DataOf<typeof surgery>
