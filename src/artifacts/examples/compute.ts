/** Units of one layer share one pass over the stimuli. */
import { examplesOf, summarizeExamples } from '../../circuits/responses/exampleSummary.ts'
import { familyAt, STIMULI } from '../../vocabulary/seededStimuli.ts'
import { seededPictures, stimulusResponses } from '../../circuits/responses/stimulusSearch.ts'
import { unitFlop } from '../../model/flop.ts'
import type { Batching, Compute, Flop } from '../compute.ts'
import { shortened } from '../../vocabulary/digits.ts'
import type examples from './artifact.ts'
import type { ExamplesData } from './artifact.ts'

/** Pixels of one example, and of the one shown large. */
const TILE = 48
const LARGE = 160

export interface Computed {
  data: ExamplesData
  tile: number
  /** RGB in [0, 1], one example after the other. */
  tiles: Float32Array
  large: Float32Array
}

export const batching: Batching = 'onePass'

export const flop: Flop<typeof examples> = ({ unit }, table) => STIMULI * unitFlop(unit, table)

export const compute: Compute<typeof examples, Computed> = async (model, requests, onStep) => {
  const [first] = requests
  if (!first) return []
  const { seed, families } = first
  const units = requests.map(({ unit }) => unit)
  const values = units.map(() => new Float32Array(STIMULI).fill(NaN))
  let done = 0
  for await (const { indices, responses } of stimulusResponses(model, units, { seed, families })) {
    responses.forEach((each, i) => indices.forEach((index, j) => (values[i][index] = each[j]!)))
    onStep((done += indices.length), STIMULI)
  }
  const computed: Computed[] = []
  for (const [i, unit] of units.entries()) {
    const summary = summarizeExamples(values[i], (index) => familyAt(index, families))
    const order = examplesOf(summary).map(({ index }) => index)
    const pictures = (indices: number[], size: number, whole: boolean) =>
      seededPictures(model.table, { unit, seed, indices, size, whole, families })
    computed.push({
      data: shortened({ ...summary, order }, 5),
      tile: TILE,
      tiles: await pictures(order, TILE, false),
      large: await pictures(order.slice(0, 1), LARGE, true),
    })
  }
  return computed
}
