/** All attributions of one picture, or of several side by side, for one class, and how they fare when layers are randomized. */
import { z } from 'zod'
import { artifact, image, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { methods, model, seed } from '../fields.ts'
import { isUnit } from '../../vocabulary/isUnit.ts'

const request = z.strictObject({
  kind: z.literal('attribution'),
  model,
  /** One picture, two side by side, or four in a square: names of pictures, or units whose picture it is, as in `logits/24`. */
  cells: z.array(z.string().min(1)).min(1).max(4),
  /** The class's index. */
  index: z.int().min(0),
  /** Where Grad-CAM looks. */
  layer: z.string(),
  methods,
  seed,
})

/** By its name in `src/attribution/methods`. */
const method = z.string()

const data = z.strictObject({
  /** Pixels of the picture, all cells together. */
  height: z.int(),
  width: z.int(),
  /** The share of the picture that shows the class, where it is known; a map that knows nothing gets it. */
  chance: z.number().optional(),
  /** What the network takes the picture for. */
  guesses: z.array(z.strictObject({ index: z.int(), logit: z.number(), probability: z.number() })),
  maps: z.array(
    z.strictObject({
      method,
      /** The magnitude that gets full colour. */
      peak: z.number(),
      share: z.number().nullable().optional(),
      /** The map's sum, what it should be, and the relative difference. */
      completeness: z.strictObject({ sum: z.number(), difference: z.number(), error: z.number() }).optional(),
    }),
  ),
  /** Layers in the order in which they are randomized. */
  layers: z.array(z.string()),
  /** For each method one number per count of layers randomized, from 1; null where a map is empty. */
  sanity: z.array(z.strictObject({ method, rank: z.array(z.number().nullable()), structure: z.array(z.number()) })),
})

const attribution = artifact({
  request,
  /** The maps in the order of `data.maps`; `first` is the first picture, `whole` all of them together. */
  files: { data: json(data), maps: sheet(), first: image(), whole: image() },
  units: ({ cells }) => cells.filter(isUnit),
  subject: ({ cells, index }) => `${cells.join(', ')} for class ${index}`,
  reads: ({ cells }) =>
    [...new Set(cells)]
      .filter((cell) => !isUnit(cell))
      .flatMap((cell) => [['picture', cell] as const, ['mask', cell] as const]),
})
export default attribution

export type AttributionRequest = RequestOf<typeof attribution>
export type AttributionData = DataOf<typeof attribution>
