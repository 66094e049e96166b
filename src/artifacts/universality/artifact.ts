/** The units of a layer beside those of a layer of another network: alike or not, and what chance gives. */
import { z } from 'zod'
import { detectorNames } from '../../vocabulary/detectorNames.ts'
import { artifact, json, type DataOf, type RequestOf } from '../artifact.ts'
import { families, model } from '../fields.ts'
import { gridSchema } from '../gridSchema.ts'

const request = z.strictObject({
  kind: z.literal('universality'),
  model,
  other: model,
  layer: z.string(),
  /** The layer of the other network. */
  otherLayer: z.string(),
  /** Units are matched by their responses to these. */
  families,
  /** What is looked for in both. */
  detector: z.enum(detectorNames),
})

/** How alike two layers are, unit by unit and as wholes, each a mean over the units that respond. */
const likeness = z.strictObject({
  /** Correlation of each unit with the one most like it, on stimuli that it was not chosen by. */
  best: z.number(),
  /** The same where no unit may be taken twice. */
  oneToOne: z.number(),
  /** Share of a unit's variance that all units of the other layer together explain, on stimuli left out. */
  explained: z.number(),
  /** Linear centred kernel alignment of the whole layers. */
  cka: z.number(),
})

/** The other network as it is; with its weights in another order; drawn anew and never trained. */
const beside = z.strictObject({ trained: likeness, shuffled: likeness, untrained: likeness })

const inputKernels = z.array(z.strictObject({ from: z.string(), grids: z.array(gridSchema) }))

const pair = z.strictObject({
  unit: z.int(),
  match: z.int(),
  /** Responses of both in the directions. */
  curves: z.tuple([z.array(z.number()), z.array(z.number())]),
  /** The largest kernels that lead to each. */
  kernels: z.tuple([inputKernels, inputKernels]),
})

const data = z.strictObject({
  /** How many stimuli were drawn, and how many pictures of things were shown. */
  stimuli: z.int(),
  pictures: z.int(),
  /**
   * Every unit that responds with the one most like it, the most alike first: chosen on half of the stimuli; the
   * correlation is on the other half. `onPictures` is that of the same two on the pictures.
   */
  matches: z.array(
    z.strictObject({ unit: z.int(), match: z.int(), correlation: z.number(), onPictures: z.number().nullable() }),
  ),
  onStimuli: beside,
  /** Null where the site has no picture whose classes the first network knows. */
  onPictures: beside.nullable(),
  /** Correlations that 95 of 100 best matches stay below in networks with shuffled weights, and in untrained ones. */
  limits: z.strictObject({ shuffled: z.number(), untrained: z.number() }),
  /** How many of the matches lie above the larger of the two. */
  above: z.int(),
  /** The channels that meet the criterion in each network, and how many do in each untrained one. */
  found: z.strictObject({
    own: z.array(z.int()),
    other: z.array(z.int()),
    ownUntrained: z.array(z.int()),
    otherUntrained: z.array(z.int()),
  }),
  /** Of the units that meet the criterion here, how many have a match that meets it there; and how many would by chance. */
  shared: z.strictObject({ count: z.int(), chance: z.number() }),
  /** Of every unit of each network, the way of showing the stimuli that excites it most. */
  ways: z.tuple([z.array(z.int()), z.array(z.int())]),
  /**
   * Those that are shown at first, in full: the most alike of those that meet the criterion, of all where none does; of
   * several with the same match the first.
   */
  pairs: z.array(pair),
})

const universality = artifact({
  request,
  files: { data: json(data) },
  subject: ({ layer, other, otherLayer }) => `${layer} beside ${otherLayer} of ${other}`,
  reads: ({ other }) => [['model', other], ['scenes']],
})
export default universality

export type UniversalityRequest = RequestOf<typeof universality>
export type UniversalityData = DataOf<typeof universality>
export type UniversalityPair = z.infer<typeof pair>
export type Likeness = z.infer<typeof likeness>
