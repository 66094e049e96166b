/** What a reader can change, and what an address may ask for. */
import { everyParameter, familyNames, type FamilyName } from '../../stimuli/parameters.ts'

export type UniversalityState = {
  /** Channel of the first network. */
  unit: number
  family: FamilyName
  /** The parameter that runs. */
  over: string
}

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: UniversalityState,
  units: readonly number[],
): UniversalityState {
  const state = { ...initial }
  const unit = Number(asked.get('unit') || NaN)
  if (units.includes(unit)) state.unit = unit
  const family = asked.get('family') as FamilyName
  if (familyNames.includes(family) && family !== state.family) {
    state.family = family
    state.over = Object.keys(everyParameter(family))[0]!
  }
  const over = asked.get('over')
  if (over !== undefined && over in everyParameter(state.family)) state.over = over
  return state
}
