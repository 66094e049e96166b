import { drawField, tuning as responsesTo } from '../../circuits/responses/tuning.ts'
import { unitFlop } from '../../model/flop.ts'
import { pictured, sampleAt, size } from '../../vocabulary/axis.ts'
import { familyNamed } from '../../stimuli/families.ts'
import type { Compute, Flop } from '../compute.ts'
import type tuning from './artifact.ts'

/** Pixels of one stimulus. */
const TILE = 48

export interface Computed {
  /** One list per unit. */
  responses: Float32Array[]
  /** RGB in [0, 1] of each stimulus pictured. */
  pictures: Float32Array
  /** Pixels of a side. */
  tile: number
}

export const flop: Flop<typeof tuning> = ({ units, over, by }, table) =>
  units.reduce((sum, unit) => sum + size(over, by) * unitFlop(unit, table), 0)

export const compute: Compute<typeof tuning, Computed> = async (model, requests) => {
  const computed: Computed[] = []
  for (const { units, family, sample, over, by } of requests) {
    const stimuli = familyNamed(family)
    const at = (index: number) => sampleAt(sample, over, by, index)
    const all = Array.from({ length: size(over, by) }, (_, i) => at(i))
    const responses = await responsesTo(model, units)(stimuli, all)
    const image = drawField(model.table, units[0], stimuli, pictured(over, by).map(at), TILE)
    computed.push({ responses, pictures: await image.data<'float32'>(), tile: TILE })
    image.dispose()
  }
  return computed
}
