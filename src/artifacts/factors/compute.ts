import { countFactors } from '../../circuits/parts/countFactors.ts'
import { unitFactors } from '../../circuits/parts/unitFactors.ts'
import { unitFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import { ascent, type Ascended } from '../../optvis/ascent.ts'
import { recipe } from '../../optvis/recipe.ts'
import type { Compute, Flop, OnStep } from '../compute.ts'
import type factors from './artifact.ts'
import type { FactorsData, FactorsRequest } from './artifact.ts'

/** Factors that are tried: from one to this many. */
const COUNTS = 4
const SEEDS = 8

export interface Computed {
  data: FactorsData
  pictures: Ascended[]
}

/** The pictures of the mixes: forward and back in every step. */
export const flop: Flop<typeof factors> = ({ below, count }, table) =>
  2 * count * recipe.steps * unitFlop(`${below}/0`, table)

export const compute: Compute<typeof factors, Computed> = async (model, requests, onStep) => {
  const computed: Computed[] = []
  for (const request of requests) computed.push(await apart(model, request, onStep))
  return computed
}

async function apart(model: Model, { unit, below, count, seed }: FactorsRequest, onStep: OnStep): Promise<Computed> {
  const found = Array.from({ length: COUNTS }, (_, i) => unitFactors(model, { unit, count: i + 1, seed, seeds: SEEDS }))
  const { height, width } = found[0].factors[0].map
  const pictures: Ascended[] = []
  for (const { channels } of found[count - 1].factors) {
    let last: Ascended | undefined
    for await (const step of ascent(model, { unit: `${below}/0`, vector: [...channels], seed })) {
      onStep(step.step, step.steps)
      last = step
    }
    if (last) pictures.push(last)
  }
  return { data: { below, height, width, counts: found.map(countFactors) }, pictures }
}
