/**
 * What can be asked of the precompute step: one schema per artifact kind, parsed by the writer and the reader.
 *
 * A request holds what the author chose and nothing else. Recipes are code, and the version of the
 * artifact kind, a hash of that code, stands beside the request in the manifest.
 */
import { z } from 'zod'
import { isUnit } from './isUnit.ts'

const model = z.string()
/** A reference as in `conv4/17`, `conv4.pre/17` or `logits/24`. */
const unit = z.string()
const seed = z.int().min(0)

/** One unit's feature visualization: a WebP, and how it scored. */
export const pictureRequest = z.strictObject({ kind: z.literal('picture'), model, unit, seed })

/** Pictures of several units in one WebP, row by row in the order given. */
export const sheetRequest = z.strictObject({
  kind: z.literal('sheet'),
  model,
  units: z.array(unit).min(1),
  seed,
})

/** How one unit of a convolution gets its value on one curve stimulus: the first frame of ConvAnatomy, as JSON. */
export const anatomyRequest = z.strictObject({
  kind: z.literal('anatomy'),
  model,
  /** With its position: `conv4/17@8,8`. */
  unit,
  stimulus: z.strictObject({
    /** Degrees, counter-clockwise, of the curve's outward normal. */
    angle: z.number(),
    /** 1 / radius, per pixel; 0 for a straight line. */
    curvature: z.number(),
    /** Pixels, x to the right and y down, from the centre of the unit's receptive field. */
    x: z.number(),
    y: z.number(),
  }),
})

/** All attributions of one picture, or of several side by side, for one class, and how they fare when layers are randomized. */
export const attributionRequest = z.strictObject({
  kind: z.literal('attribution'),
  model,
  /** One picture, two side by side, or four in a square: names of pictures, or units whose picture it is, as in `logits/24`. */
  cells: z.array(z.string().min(1)).min(1).max(4),
  /** The class's index. */
  index: z.int().min(0),
  /** Of Grad-CAM. */
  layer: z.string(),
  seed,
})

/** What an article says about a network, measured: JSON. */
export const claimRequest = z.strictObject({
  kind: z.literal('claim'),
  model,
  /** Its slug: the claim is in `content/<article>/claims.ts`. */
  article: z.string(),
  id: z.string(),
})

/** The answer to what an article asks about a network, as JSON. */
export const exerciseRequest = z.strictObject({
  kind: z.literal('exercise'),
  model,
  /** Its slug: the exercise is in `content/<article>/exercises.ts`. */
  article: z.string(),
  /** Its name there. */
  id: z.string(),
})

/** The largest kernels of a convolution, or of those that lead to one of its units. */
export const kernelsRequest = z.strictObject({
  kind: z.literal('kernels'),
  model,
  /** As in `conv4`. */
  layer: z.string(),
  /** The channel they lead to; null for all. */
  channel: z.int().min(0).nullable(),
  /** How many, the largest first. */
  count: z.int().positive(),
})

/** One picture made with other choices than the recipe's: a WebP, and its score step by step. */
export const ascentRequest = z.strictObject({
  kind: z.literal('ascent'),
  model,
  unit,
  /** A direction in the unit's layer in place of the unit: other units, or this one, with their weights. */
  direction: z
    .array(z.strictObject({ unit, weight: z.number() }))
    .min(1)
    .optional(),
  seed,
  negative: z.boolean(),
  parameterization: z.enum(['fourier', 'pixel']),
  decorrelate: z.boolean(),
  bound: z.boolean(),
  transforms: z.enum(['none', 'shift', 'all']),
  steps: z.int().positive(),
  rate: z.number().positive(),
  l2: z.number().min(0),
  totalVariation: z.number().min(0),
})

const axis = z.strictObject({
  parameter: z.string(),
  from: z.number(),
  /** Excluded where the axis is cyclic. */
  to: z.number(),
  count: z.int().positive(),
  cyclic: z.boolean(),
})

/** Responses of units along one parameter of a family of stimuli, or two, as JSON; and a sheet of some of the stimuli. */
export const tuningRequest = z.strictObject({
  kind: z.literal('tuning'),
  model,
  units: z.array(unit).min(1),
  family: z.string(),
  /** What the author sets; all else has the family's defaults. */
  sample: z.record(z.string(), z.number()),
  over: axis,
  by: axis.nullable(),
})

/** A family of units in `explore.json`: the title of its stimuli, and the unit that the others are copies of. */
const family = z.strictObject({ stimuli: z.string(), lead: unit })

/** How a family of units responds to a picture that is turned, mirrored or coloured anew, and how alike their weights are: JSON, pictures to turn, and the weights. */
export const equivarianceRequest = z.strictObject({
  kind: z.literal('equivariance'),
  model,
  symmetry: z.enum(['rotation', 'reflection', 'hue']),
  family,
  each: z.int().positive(),
  /** The first picture: a family of stimuli, and what the author sets of it. */
  stimulus: z.string(),
  sample: z.record(z.string(), z.number()),
})

/** The weights between two families, and the pattern in them that moves, as JSON. */
export const familyMatrixRequest = z.strictObject({
  kind: z.literal('familyMatrix'),
  model,
  symmetry: z.enum(['rotation', 'reflection', 'scale', 'hue']),
  lower: family,
  upper: family,
  /** How many units that are moved alike are kept, the most alike first. */
  each: z.int().positive(),
  /** Pairs whose relation differs by less share a template: degrees, or octaves of scale. */
  step: z.number().positive(),
  /** Of the random orders that it is compared with. */
  seed,
})

/** What the weights of a unit are made of, as JSON; and what excites the mix of channels of each factor, as a sheet. */
export const factorsRequest = z.strictObject({
  kind: z.literal('factors'),
  model,
  unit,
  /** The layer whose units its channels are. */
  below: z.string(),
  /** How many of the factors are shown first, with their pictures. */
  count: z.int().min(1).max(4),
  seed,
})

const pair = z.tuple([unit, unit])

/** Two mirrored chains of units and the unit that joins them: responses to heads, weights, and what chance gives, as JSON; and some of the heads. */
export const invarianceRequest = z.strictObject({
  kind: z.literal('invariance'),
  model,
  /** The lower unit, and the upper one that it excites. */
  left: pair,
  right: pair,
  union: unit,
  /** The head that is turned: what the author sets; all else has the family's defaults. */
  sample: z.record(z.string(), z.number()),
})

/** A curve detector built by hand beside the learned one, and in its place: JSON, and its picture. */
export const handBuiltRequest = z.strictObject({
  kind: z.literal('handBuilt'),
  model,
  /** In whose place. */
  unit,
  /** Units that look for the same, turned; the unit itself apart. */
  family: z.array(unit),
  recipe: z.strictObject({
    /** Degrees, counter-clockwise: the curve's outward normal. */
    angle: z.number(),
    /** 1 / radius, per pixel. */
    curvature: z.number(),
    /** Pixels outward. */
    shift: z.number(),
    /** Pixels to either side. */
    width: z.number().positive(),
    /** Degrees to either side. */
    tolerance: z.number().positive(),
    inhibition: z.number().min(0),
  }),
  /** As a share of the largest sum. */
  threshold: z.number().min(0).max(0.95),
  seed,
})

/** What an edited network says of a picture, how often it is right, and what a unit of it looks for: JSON, that picture, and the picture shown. */
export const surgeryRequest = z.strictObject({
  kind: z.literal('surgery'),
  model,
  /** The unit whose picture is made again. */
  unit,
  /** As in `conv7/235*0`, separated by spaces. */
  edits: z.string().min(1),
  /** One of `public/pictures` by its name, or a path below `content`. */
  image: z.string(),
  seed,
})

/** The units of a layer beside the most similar ones of another network, and what chance gives, as JSON. */
export const universalityRequest = z.strictObject({
  kind: z.literal('universality'),
  model,
  other: model,
  /** Of both networks. */
  layer: z.string(),
  /** Of the tuning curves. */
  family: z.string(),
  over: z.string(),
})

/** Every channel of a layer on one picture: JSON, a sheet of maps, and the picture. */
export const activationsRequest = z.strictObject({
  kind: z.literal('activations'),
  model,
  layer: z.string(),
  /** One of `public/pictures` by its name, or a path below `content`. */
  image: z.string(),
})

/** What excites a unit, anywhere in them, among the images of a data set: JSON and a sheet. */
export const datasetExamplesRequest = z.strictObject({
  kind: z.literal('datasetExamples'),
  model,
  unit,
  /** As in `content/datasets.json`. */
  dataset: z.string(),
})

/** What excites a unit, at the centre of its layer, among thousands of seeded stimuli: JSON, a sheet of examples, and the strongest. */
export const examplesRequest = z.strictObject({ kind: z.literal('examples'), model, unit, seed })
/** The weights between two units, plain and expanded, and the mean true gradient beside them, as JSON. */
export const weightsRequest = z.strictObject({
  kind: z.literal('weights'),
  model,
  /** As in `conv4/39`. */
  to: unit,
  /** As in `conv3/12`; `input` for the image. */
  from: z.string(),
  relu: z.enum(['identity', 'half', 'true']),
  maxPool: z.enum(['average', 'true']),
  /** Of true stand-ins: one of `public/pictures` by its name, or a path below `content`. */
  image: z.string().nullable(),
  /** Stimuli of each family that the gradient is a mean over. */
  perFamily: z.int().positive(),
  seed,
})

/** A unit taken apart into what excites it through other channels of the layer below: JSON and a sheet. */
export const facetsRequest = z.strictObject({ kind: z.literal('facets'), model, unit, seed })
/** A unit, the units of the layers before it with the longest kernels, and those, as JSON. */
export const circuitRequest = z.strictObject({
  kind: z.literal('circuit'),
  model,
  unit,
  /** How many layers before it. */
  depth: z.int().min(0),
  /** Edges that each growth adds. */
  top: z.int().positive(),
  sign: z.enum(['both', 'excite', 'inhibit']),
  grown: z.array(z.strictObject({ unit, way: z.enum(['up', 'down']) })),
  /** One of `public/pictures` by its name, or a path below `content`: edges are what they gave on it. */
  image: z.string().nullable(),
})

export const requestSchema = z.discriminatedUnion('kind', [
  activationsRequest,
  pictureRequest,
  sheetRequest,
  anatomyRequest,
  equivarianceRequest,
  factorsRequest,
  familyMatrixRequest,
  attributionRequest,
  circuitRequest,
  claimRequest,
  exerciseRequest,
  kernelsRequest,
  ascentRequest,
  datasetExamplesRequest,
  examplesRequest,
  handBuiltRequest,
  surgeryRequest,
  facetsRequest,
  tuningRequest,
  weightsRequest,
  invarianceRequest,
  universalityRequest,
])

export type Request = z.infer<typeof requestSchema>
export type RequestKind = Request['kind']
export type RequestOf<K extends RequestKind> = Extract<Request, { kind: K }>

/** The units that a request names. */
export function unitsNamed(request: Request): readonly string[] {
  if (request.kind === 'sheet' || request.kind === 'tuning') return request.units
  if (request.kind === 'ascent' && request.direction) return request.direction.map((part) => part.unit)
  if (request.kind === 'attribution') return request.cells.filter(isUnit)
  if (request.kind === 'weights') return request.from === 'input' ? [request.to] : [request.to, request.from]
  if (request.kind === 'invariance') return [...request.left, ...request.right, request.union]
  if (request.kind === 'handBuilt') return [request.unit, ...request.family]
  return 'unit' in request ? [request.unit] : []
}

/** The request as text, the same for equal requests whatever the order of their fields. */
export const requestKey = (request: Request): string => JSON.stringify(sorted(request))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}
