/** How soon a transformer gives up a class as the patches of one picture are removed, in the order of each method's map. */
import { z } from 'zod'
import { artifact, image, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { model, picture, seed } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('perturbation'),
  model,
  image: picture,
  /** The class's index. */
  index: z.int().min(0),
  /** By their names in `src/attribution/tokens/methods`. */
  tokenMethods: z.array(z.string()).min(1),
  /** Patches that an author painted, the most relevant first. */
  mask: z.array(z.int().min(0)),
  seed,
})

const curve = z.strictObject({
  /** The class's probability at each step. */
  probabilities: z.array(z.number()),
  /** Whether the class that the whole picture got is still the first. */
  kept: z.array(z.boolean()),
  /** The mean height of the probabilities, 0 to 1. */
  area: z.number(),
})

const ordered = z.strictObject({
  /** Patches, the most relevant first. */
  order: z.array(z.int()),
  /** Whether the map that they come from is 0 everywhere. */
  empty: z.boolean(),
  /** By filling: from the most relevant patch down, and from the least relevant up. */
  curves: z.record(z.string(), z.strictObject({ most: curve, least: curve })),
})

const data = z.strictObject({
  /** Patches. */
  rows: z.int(),
  columns: z.int(),
  /** How many patches are gone, step by step. */
  steps: z.array(z.int()),
  guesses: z.array(z.strictObject({ index: z.int(), logit: z.number(), probability: z.number() })),
  /** In the order asked for. */
  methods: z.array(ordered),
  /** The author's own order; null where there is none. */
  mask: ordered.nullable(),
})

const perturbation = artifact({
  request,
  files: {
    data: json(data),
    /** What the network sees. */
    picture: image(),
    /** What stands where a patch was, a tile for each filling. */
    fillings: sheet(),
  },
  subject: ({ image, index }) => `${image} for class ${index}`,
  reads: ({ image }) => [['picture', image]],
})
export default perturbation

export type PerturbationRequest = RequestOf<typeof perturbation>
export type PerturbationData = DataOf<typeof perturbation>
