/** What a unit's weights are made of, and what excites the mix of channels of each factor. */
import { countFactors } from '../../circuits/parts/countFactors.ts'
import { findFactors, type UnitFactorsRequest } from '../../circuits/parts/unitFactors.ts'
import type { Model } from '../../model/model.ts'

export { ascent } from '../../optvis/ascent.ts'

/** A first attempt at once, then the best of several, and with how many other seeds it agrees; each mix in full. */
export async function* factors(model: Model, request: UnitFactorsRequest) {
  for (const { found, ...progress } of findFactors(model, request))
    yield { ...progress, found: countFactors(found), mixes: found.factors.map(({ channels }) => channels) }
}
