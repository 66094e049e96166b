import { directionVector } from '../../vocabulary/direction.ts'
import { unitFlop } from '../../model/flop.ts'
import { extents } from '../../model/geometry.ts'
import { parseUnit } from '../../model/unit.ts'
import { ascent, type Ascended } from '../../optvis/ascent.ts'
import type { Compute, Flop } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import type featureVis from './artifact.ts'
import type { FeatureVisData } from './artifact.ts'

export interface Computed extends FeatureVisData {
  last: Ascended
}

export const compute: Compute<typeof featureVis, Computed> = async (model, requests, onStep) => {
  const computed: Computed[] = []
  for (const { direction, ...choices } of requests) {
    const curve: FeatureVisData['curve'] = []
    let last: Ascended | undefined
    const { channels } = extents(model.table).get(parseUnit(choices.unit, model.table).layer)!
    const vector = direction && directionVector(direction, channels)
    for await (const step of ascent(model, { ...choices, vector })) {
      onStep(step.step, step.steps)
      const score = step.scores?.[0]
      if (score !== undefined) curve.push({ step: step.step, score: significant(score, 5) })
      last = step
    }
    if (!last) throw new Error(`picture of ${choices.unit} took no step`)
    computed.push({ last, curve })
  }
  return computed
}

/** Forward and back in every step. */
export const flop: Flop<typeof featureVis> = ({ unit, steps }, table) => 2 * steps * unitFlop(unit, table)
