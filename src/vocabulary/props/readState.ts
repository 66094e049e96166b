/** A figure's state: what a reader can change, as values and as the text of an address. */
import { fallbackOf, type Prop, type Props, type Resolved, type Surroundings } from './prop.ts'

/** Values by name, those of props that a reader may change. */
export type StateValues = Readonly<Record<string, unknown>>

/** A text that is not allowed where it stands. */
export interface Refusal {
  name: string
  text: string
  /** What is allowed, in words that follow `write`. */
  allowed: string
}

/** The props of a table that a reader may change. */
export const readerProps = (props: Props): Props =>
  Object.fromEntries(Object.entries(props).filter(([, { reader }]) => reader))

/** The value that a text stands for; undefined where it is not allowed there. */
export const valueOf = <T>(each: Prop<T>, text: string, at: Surroundings, before: Resolved): T | undefined =>
  each.accept(each.read(text), at, before)

/**
 * A state with what texts ask for. What is not allowed leaves its value as it was, and is named.
 * @param asked texts by name; names that the table lacks say nothing
 * @param initial the author's values, of which those that a reader cannot change are part
 */
function stateOf(
  props: Props,
  asked: ReadonlyMap<string, string>,
  initial: StateValues,
  at: Surroundings,
): { state: Record<string, unknown>; refused: Refusal[] } {
  const state: Record<string, unknown> = { ...initial }
  const refused: Refusal[] = []
  for (const [name, each] of Object.entries(readerProps(props))) {
    const text = asked.get(name)
    if (text === undefined) continue
    const value = valueOf(each, text, at, state)
    if (value === undefined) refused.push({ name, text, allowed: each.allowed(name, at, state, text) })
    else state[name] = value
  }
  return { state, refused }
}

/** The texts of a state that differ from the author's; undefined for those that do not. */
export function textsOf(props: Props, state: StateValues, initial: StateValues): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(readerProps(props)).map(([name, each]) => {
      const text = each.format(state[name])
      return [name, name in initial && text === each.format(initial[name]) ? undefined : text]
    }),
  )
}

/** What a state is read by: a table of props, and those that depend on its values. */
export interface StateTable {
  props: Props
  more?: ((before: never, at: Surroundings) => Props) | undefined
}

/** The whole table at some values. */
export const tableAt = ({ props, more }: StateTable, values: StateValues, at: Surroundings): Props =>
  more ? { ...props, ...more(values as never, at) } : props

/**
 * As `stateOf`, where a value may bring other props with it: those of another family begin at their own
 * defaults, and those that the author set keep their values.
 */
export function resolveState(
  table: StateTable,
  asked: ReadonlyMap<string, string>,
  initial: StateValues,
  at: Surroundings,
): { state: Record<string, unknown>; refused: Refusal[] } {
  const first = stateOf(table.props, asked, initial, at)
  const brought = table.more?.(first.state as never, at)
  if (!brought) return first
  const own = tableAt(table, initial, at)
  const moved = Object.keys(brought).some((name) => !(name in own)) || changesFamily(table.props, first.state, initial)
  const state = Object.fromEntries(Object.keys(table.props).map((name) => [name, first.state[name]]))
  for (const [name, each] of Object.entries(brought))
    state[name] = !moved && name in initial ? initial[name] : fallbackOf(each, at, state)
  const second = stateOf(brought, asked, state, at)
  return { state: second.state, refused: [...first.refused, ...second.refused] }
}

const changesFamily = (props: Props, state: StateValues, initial: StateValues) =>
  'family' in props && state.family !== initial.family

/** A kind whose state may bring other props, as far as its address is read. */
export interface SettledTable extends StateTable {
  settle?: ((state: never, at: Surroundings, changed: readonly string[], before: never) => StateValues) | undefined
}

/** What an address stands for that says of a state no more than its family: the author's values where that is theirs. */
export function groundOf(kind: SettledTable, state: StateValues, initial: StateValues, at: Surroundings): StateValues {
  const { family } = state
  if (!kind.more || family === initial.family) return initial
  const moved = resolveState(kind, new Map([['family', String(family)]]), initial, at).state
  const settled = kind.settle?.(moved as never, at, ['family'], initial as never) ?? moved
  return { ...settled, family: undefined }
}
