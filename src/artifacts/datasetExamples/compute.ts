/** Units of one layer share one pass over the images. */
import { examplesOf, summarizeExamples } from '../../circuits/responses/exampleSummary.ts'
import { imageResponses } from '../../circuits/responses/imageExamples.ts'
import { networkFlop } from '../../model/flop.ts'
import type { Batching, Compute, Flop } from '../compute.ts'
import { shortened } from '../../vocabulary/digits.ts'
import type datasetExamples from './artifact.ts'
import type { DatasetExamplesData } from './artifact.ts'

/** Images in one pass. */
const BATCH = 32
/** Pixels of an image in the sheet; fewer where the network takes smaller ones. */
const TILE = 96
/** How many there are is not known; by guess, as many as Tiny ImageNet has to validate with. */
const IMAGES = 10_000

export interface Computed {
  data: DatasetExamplesData
  edge: number
  /** RGB in [0, 1], one image after the other. */
  tiles: Float32Array
}

export const batching: Batching = 'onePass'

export const flop: Flop<typeof datasetExamples> = (_, table) => IMAGES * networkFlop(table)

export const compute: Compute<typeof datasetExamples, Computed> = async (model, requests, onStep, readers) => {
  const [first] = requests
  if (!first) return []
  const { labels, image } = readers.dataset(first.dataset)
  const nameOf = (index: number) => labels[index]
  const { height, width } = model.table.input
  const units = requests.map(({ unit }) => unit)
  const values = units.map(() => new Float32Array(labels.length))
  const places = units.map(() => new Array<[number, number]>(labels.length))
  const indices = [...labels.keys()]
  for (let from = 0; from < labels.length; from += BATCH) {
    const batch = indices.slice(from, from + BATCH)
    const pixels = await Promise.all(batch.map((index) => image(index, height, width)))
    const found = await imageResponses(model, units, pixels)
    found.forEach((each, unit) =>
      each.forEach(({ value, at }, i) => {
        values[unit][from + i] = value
        places[unit][from + i] = at
      }),
    )
    onStep(from + batch.length, labels.length)
  }
  const edge = Math.min(height, width, TILE)
  const computed: Computed[] = []
  for (const [unit] of units.entries()) {
    const summary = summarizeExamples(values[unit], nameOf)
    const order = examplesOf(summary).map(({ index }) => index)
    const pictures = await Promise.all(order.map((index) => image(index, edge, edge)))
    const tiles = new Float32Array(order.length * edge * edge * 3)
    pictures.forEach((picture, i) => tiles.set(picture, i * picture.length))
    const at = order.map((index) => places[unit][index])
    computed.push({ data: shortened({ ...summary, order, at, labels: order.map(nameOf) }, 5), edge, tiles })
  }
  return computed
}
