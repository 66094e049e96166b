/** What a reader can change, and what an address may ask for. */
import type { Parameter } from '../../vocabulary/parameter.ts'

/** Every parameter of the head, and which of the two is shown. */
export type InvarianceState = {
  /** A head that turns, or a picture beside its mirror image. */
  show: 'head' | 'picture'
  /** Its name, where the reader chose one that has one. */
  picture: string
} & Record<string, string | number>

/** The numbers of the state, a sample of heads, its pose among them. */
export const sampleOf = (state: InvarianceState, table: Record<string, Parameter>): Record<string, number> =>
  Object.fromEntries(Object.keys(table).map((name) => [name, Number(state[name])]))

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: InvarianceState,
  table: Record<string, Parameter>,
  pictures: readonly string[],
): InvarianceState {
  const state = { ...initial }
  const show = asked.get('show')
  if (show === 'head' || show === 'picture') state.show = show
  const picture = asked.get('picture')
  if (picture !== undefined && pictures.includes(picture)) state.picture = picture
  for (const [name, { range }] of Object.entries(table)) {
    const text = asked.get(name)
    const value = text === undefined || text.trim() === '' ? NaN : Number(text)
    if (value >= range[0] && value <= range[1]) state[name] = value
  }
  return state
}

export const stateNames = (table: Record<string, Parameter>): string[] => ['show', 'picture', ...Object.keys(table)]
