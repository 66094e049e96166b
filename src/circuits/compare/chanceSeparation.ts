/** How well the stimuli of a unit fall into groups where weights are shuffled: the null of facets. */
import { extents } from '../../model/geometry.ts'
import type { Model } from '../../model/model.ts'
import type { Example } from '../responses/exampleSummary.ts'
import { channelContributions } from '../graph/channelContributions.ts'
import { clusterDirections, FEWEST, GROUPED } from '../parts/facets.ts'
import { stimulusResponses } from '../responses/stimulusSearch.ts'
import { SEARCHED } from '../../vocabulary/seededStimuli.ts'

/** The strongest stimuli of each unit that exceed 0, at most `GROUPED`, the strongest first. */
export async function strongestExamples(
  model: Model,
  units: readonly string[],
  seed: number,
  count: number,
  onBatch: (done: number) => void,
  families = SEARCHED,
): Promise<Example[][]> {
  const values = units.map(() => new Float32Array(count))
  let done = 0
  for await (const { indices, responses } of stimulusResponses(model, units, { seed, count, families })) {
    responses.forEach((each, unit) => indices.forEach((index, i) => (values[unit][index] = each[i]!)))
    onBatch((done += indices.length))
  }
  return values.map((own) =>
    [...own.keys()]
      .filter((index) => own[index] > 0)
      .sort((a, b) => own[b] - own[a] || a - b)
      .slice(0, GROUPED)
      .map((index) => ({ index, value: own[index] })),
  )
}

/**
 * The separation of every unit of a layer that at least `FEWEST` stimuli excite, ascending.
 * @param model with weights that are shuffled
 */
export async function separations(
  model: Model,
  layer: string,
  seed: number,
  count: number,
  onBatch: (done: number) => void,
  families = SEARCHED,
): Promise<number[]> {
  const { channels } = extents(model.table).get(layer)!
  const units = Array.from({ length: channels }, (_, channel) => `${layer}/${channel}`)
  const strongest = await strongestExamples(model, units, seed, count, onBatch, families)
  const found: number[] = []
  for (const [i, unit] of units.entries()) {
    const indices = strongest[i].map(({ index }) => index)
    if (indices.length < FEWEST) continue
    const vectors = await channelContributions(model, unit, seed, indices, families)
    found.push(clusterDirections(vectors, { seed }).separation)
  }
  return found.sort((a, b) => a - b)
}

/** The value that 19 of 20 stay below or at; infinite where there is none to compare with. */
export const thresholdOf = (ascending: readonly number[]): number =>
  ascending[Math.ceil(0.95 * ascending.length) - 1] ?? Infinity
