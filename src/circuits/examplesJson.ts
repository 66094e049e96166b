import type { ExampleSummary } from './responses/exampleSummary.ts'

/** The JSON of an `examples` artifact; its pictures are the sheet and the file that come with it. */
export interface ExamplesJson extends ExampleSummary {
  /** The examples whose pictures are the tiles of the sheet, in their order; the first is also shown large. */
  order: number[]
}

/** The JSON of a `datasetExamples` artifact. */
export interface DatasetExamplesJson extends ExampleSummary {
  /** The images in the sheet, in their order. */
  order: number[]
  /** Of each of them: the row and column at which the unit responds most, and its class. */
  at: [number, number][]
  labels: string[]
}
