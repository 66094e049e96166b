/** Every channel of a layer on one picture. */
import { z } from 'zod'
import { artifact, image, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { model, picture } from '../fields.ts'

const request = z.strictObject({ kind: z.literal('activations'), model, layer: z.string(), image: picture })

const data = z.strictObject({
  layer: z.string(),
  height: z.int(),
  width: z.int(),
  /** The largest magnitude of all: what gets full ink in the sheet. */
  max: z.number(),
  /** By channel: the value farthest from 0, and its row and column. */
  peaks: z.array(z.strictObject({ value: z.number(), at: z.tuple([z.int(), z.int()]) })),
  /** Channels by the magnitude of their peaks, the largest first: tile i of the sheet shows the i-th. */
  order: z.array(z.int()),
  guesses: z.array(z.strictObject({ name: z.string(), probability: z.number() })),
})

const activations = artifact({
  request,
  /** `picture` is what the network sees. */
  files: { data: json(data), maps: sheet(), picture: image() },
  subject: ({ layer, image }) => `${layer} on ${image}`,
  reads: ({ image }) => [['picture', image]],
})
export default activations

export type ActivationsRequest = RequestOf<typeof activations>
export type ActivationsData = DataOf<typeof activations>
