/** Under what licence the images of a data set are, and by whom. */
import { datasetNamed } from '../../artifacts/datasets.ts'
import { datasets } from '../datasets.ts'
import type { FrameExtra } from '../frameOf.ts'

export default (async ({ values: { dataset } }) =>
  dataset === '' ? {} : { source: datasetNamed(await datasets(), String(dataset)) }) satisfies FrameExtra
