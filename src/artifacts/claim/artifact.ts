/** What an article says about a network, measured. */
import { z } from 'zod'
import { artifact, json, type DataOf, type RequestOf } from '../artifact.ts'
import { model } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('claim'),
  model,
  /** The article's slug: the claim is in `content/<article>/claims.ts`. */
  article: z.string(),
  /** The claim's name there. */
  id: z.string(),
})

const data = z.strictObject({
  /** What the number is, in words. */
  measures: z.string(),
  value: z.number(),
  /** What is measured by chance, one number per seed from 0: with the layer's weights shuffled, or beside a network never trained. */
  shuffled: z.array(z.number()).min(1),
  /** One of the two is there. */
  layer: z.string().optional(),
  beside: z.string().optional(),
  /** One of the two is there. */
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
})

const claim = artifact({
  request,
  files: { data: json(data) },
  subject: ({ article, id }) => `${id} of content/${article}/claims.ts`,
  reads: ({ article, id }) => [['claim', article, id]],
})
export default claim

export type ClaimRequest = RequestOf<typeof claim>
export type ClaimData = DataOf<typeof claim>
