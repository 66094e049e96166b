/** The weights between two families of units, and the pattern in them that moves. */
import { z } from 'zod'
import { formatFamily } from '../../vocabulary/unitFamily.ts'
import { artifact, json, type DataOf, type RequestOf } from '../artifact.ts'
import { symmetrySchema } from '../exploration.ts'
import { each, family, model, seed } from '../fields.ts'
import { gridSchema } from '../gridSchema.ts'
import { layerFamily } from '../layerFamily.ts'

const request = z.strictObject({
  kind: z.literal('weightMatrix'),
  model,
  symmetry: symmetrySchema,
  lower: family,
  upper: family,
  each,
  /** Pairs whose relation differs by less share a template: degrees, or octaves of scale. */
  step: z.number().positive(),
  /** The seed of the random orders that it is compared with. */
  seed,
})

const data = z.strictObject({
  lower: layerFamily,
  upper: layerFamily,
  /** Which diagonal each pair lies on: its relation in steps. */
  relations: z.array(z.array(z.number())),
  /** Share of the weights' squared norm that the template explains, 0 to 1. */
  share: z.number(),
  /** The share that is explained where the members of both families change places at random: mean, and the value that 95 % stay below. */
  chance: z.strictObject({ mean: z.number(), high: z.number(), shuffles: z.int() }),
  /** `[upper][lower]`. */
  blocks: z.array(z.array(gridSchema)),
  template: z.array(z.array(gridSchema)),
})

const weightMatrix = artifact({
  request,
  files: { data: json(data) },
  subject: ({ lower, upper }) => `${formatFamily(lower)} to ${formatFamily(upper)}`,
  reads: ({ model, symmetry, lower, upper, each }) => [
    ['family', model, symmetry, lower, each],
    ['family', model, symmetry, upper, each],
  ],
})
export default weightMatrix

export type WeightMatrixRequest = RequestOf<typeof weightMatrix>
export type WeightMatrixData = DataOf<typeof weightMatrix>
