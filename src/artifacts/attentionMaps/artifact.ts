/** What every head of every block of a transformer reads, from every token, on one picture. */
import { z } from 'zod'
import { artifact, image, json, type DataOf, type RequestOf } from '../artifact.ts'
import { model, picture } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('attentionMaps'),
  model,
  image: picture,
  /** What is read from this one is part of the data. */
  token: z.int().min(0),
})

/** For each block, one for each head. */
const ofHeads = <T extends z.ZodType>(each: T) => z.array(z.array(each))

const data = z.strictObject({
  /** Patches. */
  rows: z.int(),
  columns: z.int(),
  /** Tokens before those of the patches. */
  before: z.int(),
  /** The token that the classes are read from; null where they are read from the mean of all. */
  read: z.int().nullable(),
  /** The layers of attention, the first block's first. */
  layers: z.array(z.string()),
  /** In bits, and in patches, as `src/vocabulary/attentionSpread.ts` defines them. */
  entropy: ofHeads(z.number()),
  distance: ofHeads(z.number().nullable()),
  /** What each head reads from the token asked for: levels of `src/vocabulary/probabilityLevel.ts`, one a token. */
  first: ofHeads(z.array(z.int().min(0).max(255))),
})

const attentionMaps = artifact({
  request,
  files: {
    data: json(data),
    /** Levels of all probabilities: a block below the other, its heads side by side, a row for each query. */
    attention: image(),
    /** What the network sees. */
    picture: image(),
  },
  subject: ({ image, token }) => `${image} from token ${token}`,
  reads: ({ image }) => [['picture', image]],
})
export default attentionMaps

export type AttentionMapsRequest = RequestOf<typeof attentionMaps>
export type AttentionMapsData = DataOf<typeof attentionMaps>
