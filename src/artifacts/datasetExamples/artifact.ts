/** What excites a unit, anywhere in them, among the images of a data set. */
import { z } from 'zod'
import { artifact, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { exampleSummary } from '../exampleSummary.ts'
import { model, unit } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('datasetExamples'),
  model,
  unit,
  /** As in `content/datasets.json`. */
  dataset: z.string(),
})

const data = exampleSummary.extend({
  /** The images in the sheet, in their order. */
  order: z.array(z.int()),
  /** For each of them the row and column at which the unit responds most, and its class. */
  at: z.array(z.tuple([z.int(), z.int()])),
  labels: z.array(z.string()),
})

const datasetExamples = artifact({
  request,
  files: { data: json(data), pictures: sheet() },
  reads: ({ dataset }) => [['dataset', dataset]],
})
export default datasetExamples

export type DatasetExamplesRequest = RequestOf<typeof datasetExamples>
export type DatasetExamplesData = DataOf<typeof datasetExamples>
