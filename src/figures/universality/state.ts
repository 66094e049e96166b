/** What a reader can change, and what an address may ask for. */
import { everyParameter } from '../../vocabulary/stimulus.ts'
import { familyNames, vocabulary } from '../../widgets/vocabulary.ts'

export type UniversalityState = {
  /** Channel of the first network. */
  unit: number
  family: string
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
  const family = asked.get('family') ?? ''
  if (familyNames.includes(family) && family !== state.family) {
    state.family = family
    state.over = Object.keys(everyParameter(vocabulary.stimuli[family]!))[0]!
  }
  const over = asked.get('over')
  if (over !== undefined && over in everyParameter(vocabulary.stimuli[state.family]!)) state.over = over
  return state
}
