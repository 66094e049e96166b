/** How a family of units responds to a picture that is turned, mirrored or coloured anew, and how alike its weights are. */
import { z } from 'zod'
import { formatFamily } from '../../vocabulary/unitFamily.ts'
import { artifact, image, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { each, family, model, sample } from '../fields.ts'
import { members } from '../layerFamily.ts'

const symmetry = z.enum(['rotation', 'reflection', 'hue'])

const request = z.strictObject({
  kind: z.literal('equivariance'),
  model,
  symmetry,
  family,
  each,
  /** The first picture: a family of stimuli, and what the author sets of it. */
  stimulus: z.string(),
  sample,
})

const data = z.strictObject({
  movement: symmetry,
  layer: z.string(),
  members,
  moves: z.array(z.number()),
  /** One list per member, one value per move. */
  responses: z.array(z.array(z.number())),
  /** The cosine between its weights on the image and the lead's, moved. */
  cosines: z.array(z.array(z.number())),
  /** Captions of the pictures to turn; the first is that of `responses`. */
  stimuli: z.array(z.string()),
  /** Side in pixels of what a unit sees. */
  field: z.number(),
})

const equivariance = artifact({
  request,
  /** The first picture, all pictures to turn, and the weights of each member. */
  files: { data: json(data), picture: image(), stimuli: sheet(), weights: sheet() },
  subject: ({ family }) => formatFamily(family),
  reads: ({ model, symmetry, family, each }) => [['family', model, symmetry, family, each]],
})
export default equivariance

export type EquivarianceRequest = RequestOf<typeof equivariance>
export type EquivarianceData = DataOf<typeof equivariance>
