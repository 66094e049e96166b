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
} from '../../src/circuits/exampleSummary.ts'
import type { ExamplesJson } from '../../src/circuits/examplesJson.ts'
import { familyAt, STIMULI } from '../../src/circuits/seededStimuli.ts'
import { seededPictures, stimulusResponses } from '../../src/circuits/stimulusSearch.ts'
import type { Kind } from '../kind.ts'
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
    const columns = Math.ceil(Math.sqrt(order.length))
    const rows = Math.ceil(order.length / columns)
    const tile = { width: TILE, height: TILE }
    const sheet = await encodeWebp(
      {
        pixels: sheetOf(tiles, columns, rows),
        width: columns * TILE,
        height: rows * TILE,
      },
      tile,
    )
    const one = await encodeWebp({ pixels: bytesOf(large), width: LARGE, height: LARGE })
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) },
        { extension: 'webp', bytes: sheet },
        { extension: 'webp', bytes: one },
      ],
      tiles: { ...tile, columns, rows },
      outcomes: [],
    }
  },
}

/** Values with as many digits as a page shows, and some to compare with. */
function shortened(summary: ExampleSummary): ExampleSummary {
  const short = (value: number) => Number(value.toPrecision(5))
  const each = (list: readonly Example[]) =>
    list.map(({ index, value }) => ({ index, value: short(value) }))
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

const bytesOf = (values: Float32Array): Uint8Array =>
  Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))))

function sheetOf(tiles: Float32Array, columns: number, rows: number): Uint8Array {
  const bytes = bytesOf(tiles)
  const pixels = new Uint8Array(columns * rows * TILE * TILE * 3).fill(128)
  const line = TILE * 3
  for (let i = 0; i * TILE * line < bytes.length; i++)
    for (let y = 0; y < TILE; y++) {
      const row = Math.floor(i / columns) * TILE + y
      const at = row * columns * line + (i % columns) * line
      pixels.set(bytes.subarray((i * TILE + y) * line, (i * TILE + y + 1) * line), at)
    }
  return pixels
}
