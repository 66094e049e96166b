/** What excites a unit, at the centre of its layer, among thousands of seeded stimuli. */
import { z } from 'zod'
import { artifact, image, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { exampleSummary } from '../exampleSummary.ts'
import { families, model, seed, unit } from '../fields.ts'

const request = z.strictObject({ kind: z.literal('examples'), model, unit, families, seed })

const data = exampleSummary.extend({
  /** The examples whose pictures are the tiles of the sheet, in their order; the first is also shown large. */
  order: z.array(z.int()),
})

const examples = artifact({
  request,
  /** What the unit sees of the examples, and the strongest in the whole input. */
  files: { data: json(data), pictures: sheet(), strongest: image() },
})
export default examples

export type ExamplesRequest = RequestOf<typeof examples>
export type ExamplesData = DataOf<typeof examples>
