/** What a reader can change, and what an address may ask for. */
import { everyParameter } from '../../vocabulary/stimulus.ts'
import { familyNames, vocabulary } from '../../widgets/vocabulary.ts'

/** `over` and `by` (empty for none) run; every other parameter of the family stands at its value. */
export type TuningState = {
  units: string
  family: string
  over: string
  by: string
} & Record<string, string | number>

export const NAMES = ['units', 'family', 'over', 'by']

/** The numbers of the state: a sample of its family. */
export const sampleOf = (state: TuningState): Record<string, number> =>
  Object.fromEntries(
    Object.keys(everyParameter(vocabulary.stimuli[state.family]!)).map((name) => [name, Number(state[name])]),
  )

/** A family at its defaults, along its first parameter, with the numbers that the state has for it. */
export function withFamily(state: TuningState, family: string): TuningState {
  const table = everyParameter(vocabulary.stimuli[family]!)
  const { units } = state
  const next: TuningState = { units, family, over: Object.keys(table)[0]!, by: '' }
  for (const [name, { default: start }] of Object.entries(table)) next[name] = start
  return next
}

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(asked: ReadonlyMap<string, string>, initial: TuningState): TuningState {
  const family = asked.get('family') ?? ''
  const state: TuningState =
    familyNames.includes(family) && family !== initial.family ? withFamily(initial, family) : { ...initial }
  const table = everyParameter(vocabulary.stimuli[state.family]!)
  const over = asked.get('over')
  if (over !== undefined && over in table) state.over = over
  const by = asked.get('by')
  if (by !== undefined && (by === '' || by in table)) state.by = by
  if (state.by === state.over) state.by = ''
  for (const [name, { range }] of Object.entries(table)) {
    const text = asked.get(name)
    const value = text === undefined || text.trim() === '' ? NaN : Number(text)
    if (value >= range[0] && value <= range[1]) state[name] = value
  }
  return { ...state, units: asked.get('units') || state.units }
}

/** Every name that an address may carry. */
export const allNames = (): string[] => [
  ...NAMES,
  ...new Set(familyNames.flatMap((family) => Object.keys(everyParameter(vocabulary.stimuli[family]!)))),
]
