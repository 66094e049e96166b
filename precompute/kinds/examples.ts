/**
 * What excites a unit among thousands of seeded stimuli: JSON, a sheet of what it sees of those that the
 * figure shows, and the strongest in the whole input. Units of one layer share one pass.
 */
import type { RequestOf } from '../../src/artifacts/request.ts'
import {
  examplesOf,
  summarizeExamples,
  type Example,
  type ExampleSummary,
} from '../../src/circuits/responses/exampleSummary.ts'
import type { ExamplesJson } from '../../src/circuits/examplesJson.ts'
import { familyAt, STIMULI } from '../../src/vocabulary/seededStimuli.ts'
import { seededPictures, stimulusResponses } from '../../src/circuits/responses/stimulusSearch.ts'
import type { Kind } from '../kind.ts'
import { bytesOf, tileSheet } from '../tileSheet.ts'
import { encodeWebp } from '../webp.ts'

/** Of one example, and of the one shown large, in pixels. */
const TILE = 48
const LARGE = 160

interface Computed {
  summary: ExampleSummary
  order: number[]
  /** RGB in [0, 1], one example after the other. */
  tiles: Float32Array
  large: Float32Array
}

export const examples: Kind<RequestOf<'examples'>, Computed> = {
  needs: () => [],

  async compute(model, requests, onStep) {
    const { seed } = requests[0]!
    const units = requests.map(({ unit }) => unit)
    const values = units.map(() => new Float32Array(STIMULI).fill(NaN))
    let done = 0
    for await (const { indices, responses } of stimulusResponses(model, units, { seed })) {
      responses.forEach((each, i) => indices.forEach((index, j) => (values[i]![index] = each[j]!)))
      onStep((done += indices.length), STIMULI)
    }
    const computed: Computed[] = []
    for (const [i, unit] of units.entries()) {
      const summary = summarizeExamples(values[i]!, familyAt)
      const order = examplesOf(summary).map(({ index }) => index)
      const pictures = (indices: number[], size: number, whole: boolean) =>
        seededPictures(model.table, { unit, seed, indices, size, whole })
      computed.push({
        summary,
        order,
        tiles: await pictures(order, TILE, false),
        large: await pictures(order.slice(0, 1), LARGE, true),
      })
    }
    return computed
  },

  async encode(_, { summary, order, tiles, large }) {
    const json: ExamplesJson = { ...shortened(summary), order }
    const { tiles: layout, ...sheet } = tileSheet(bytesOf(tiles), TILE)
    const one = await encodeWebp({ pixels: bytesOf(large), width: LARGE, height: LARGE })
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) },
        { extension: 'webp', bytes: await encodeWebp(sheet, { width: TILE, height: TILE }) },
        { extension: 'webp', bytes: one },
      ],
      tiles: layout,
      outcomes: [],
    }
  },
}

/** Values with as many digits as a page shows, and some to compare with. */
function shortened(summary: ExampleSummary): ExampleSummary {
  const short = (value: number) => Number(value.toPrecision(5))
  const each = (list: readonly Example[]) => list.map(({ index, value }) => ({ index, value: short(value) }))
  return {
    ...summary,
    low: short(summary.low),
    high: short(summary.high),
    top: each(summary.top),
    silentExamples: each(summary.silentExamples),
    bands: summary.bands.map((band) => ({
      ...band,
      from: short(band.from),
      to: short(band.to),
      examples: each(band.examples),
    })),
  }
}
