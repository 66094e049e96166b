import { unitFlop } from '../../model/flop.ts'
import { parseUnit } from '../../model/unit.ts'
import { recipe } from '../../optvis/recipe.ts'
import { visualizeUnits, type Visualization } from '../../optvis/visualizeUnits.ts'
import type { Batching, Compute, Flop } from '../compute.ts'
import type picture from './artifact.ts'

export const batching: Batching = 'padded'

export const compute: Compute<typeof picture, Visualization> = async (model, requests, onStep) => {
  const [first] = requests
  if (!first) return []
  const { layer } = parseUnit(first.unit, model.table)
  const channels = requests.map(({ unit }) => parseUnit(unit, model.table).channel)
  return visualizeUnits(model, layer, channels, { seed: first.seed, onStep: (step) => onStep(step, recipe.steps) })
}

/** Forward and back in every step. */
export const flop: Flop<typeof picture> = ({ unit }, table) => 2 * recipe.steps * unitFlop(unit, table)
