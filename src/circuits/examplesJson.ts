import type { ExampleSummary } from './exampleSummary.ts'

/** The JSON of an `examples` artifact; its pictures are the sheet and the file that come with it. */
export interface ExamplesJson extends ExampleSummary {
  /** The examples whose pictures are the tiles of the sheet, in their order; the first is also shown large. */
  order: number[]
}
