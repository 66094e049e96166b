/**
 * What excites a unit among the images of a folder of the author's: JSON, and a sheet of the images that
 * the figure shows. Units of one layer share one pass over the images.
 */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { examplesOf, summarizeExamples, type ExampleSummary } from '../../src/circuits/responses/exampleSummary.ts'
import type { DatasetExamplesJson } from '../../src/circuits/examplesJson.ts'
import { imageResponses } from '../../src/circuits/responses/imageExamples.ts'
import { classNames, readDataset, readImage } from '../dataset.ts'
import type { Kind } from '../kind.ts'
import { bytesOf, tileSheet } from '../tileSheet.ts'
import { encodeWebp } from '../webp.ts'

/** Images in one pass. */
const BATCH = 32
/** Of an image in the sheet, in pixels; smaller where the network takes smaller ones. */
const TILE = 96

interface Computed {
  summary: ExampleSummary
  order: number[]
  at: [number, number][]
  labels: string[]
  edge: number
  /** RGB in [0, 1], one image after the other. */
  tiles: Float32Array
}

export const datasetExamples: Kind<RequestOf<'datasetExamples'>, Computed> = {
  needs: () => [],

  async compute(model, requests, onStep, folders = {}) {
    const { dataset } = requests[0]!
    const folder = folders[dataset]
    if (folder === undefined) throw new Error(`no folder of the images of ${dataset}`)
    const images = readDataset(folder)
    const names = classNames(folder)
    const nameOf = (index: number) => names.get(images[index]!.label) ?? images[index]!.label
    const { size } = model.table.input
    const units = requests.map(({ unit }) => unit)
    const values = units.map(() => new Float32Array(images.length))
    const places = units.map(() => new Array<[number, number]>(images.length))
    for (let from = 0; from < images.length; from += BATCH) {
      const batch = images.slice(from, from + BATCH)
      const pixels = await Promise.all(batch.map(({ path }) => readImage(path, size)))
      const found = await imageResponses(model, units, pixels)
      found.forEach((each, unit) =>
        each.forEach(({ value, at }, i) => {
          values[unit]![from + i] = value
          places[unit]![from + i] = at
        }),
      )
      onStep(from + batch.length, images.length)
    }
    const edge = Math.min(size, TILE)
    const computed: Computed[] = []
    for (const [unit] of units.entries()) {
      const summary = summarizeExamples(values[unit]!, nameOf)
      const order = examplesOf(summary).map(({ index }) => index)
      const tiles = await Promise.all(order.map((index) => readImage(images[index]!.path, edge)))
      const all = new Float32Array(order.length * edge * edge * 3)
      tiles.forEach((tile, i) => all.set(tile, i * tile.length))
      computed.push({
        summary,
        order,
        at: order.map((index) => places[unit]![index]!),
        labels: order.map(nameOf),
        edge,
        tiles: all,
      })
    }
    return computed
  },

  async encode(_, { summary, order, at, labels, edge, tiles }) {
    const json: DatasetExamplesJson = { ...summary, order, at, labels }
    const { tiles: layout, ...sheet } = tileSheet(bytesOf(tiles), edge)
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json, short)}\n`) },
        { extension: 'webp', bytes: await encodeWebp(sheet, { width: edge, height: edge }) },
      ],
      tiles: layout,
      outcomes: [],
    }
  },
}

/** As many digits as a page shows, and some to compare with. */
const short = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value
