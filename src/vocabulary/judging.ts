/** How answers to exercises are judged. */

/** What a figure shows, by the names that stand in the address: `?anatomy.angle=45` is `{ angle: 45 }`. */
export type FigureState = Record<string, number | string>

/** What is wrong with a number: too small, too large, or, where numbers go around, too far off. */
export type NumberVerdict = 'right' | 'low' | 'high' | 'off'

/** What a value must be; one of the two is there. */
export interface Limit {
  atLeast?: number | undefined
  atMost?: number | undefined
}

export const within = ({ atLeast = -Infinity, atMost = Infinity }: Limit, value: number): boolean =>
  value >= atLeast && value <= atMost

/** The limit in words, as in `at most 0.5`. */
export const limitWords = ({ atLeast, atMost = Infinity }: Limit, text: (value: number) => string): string =>
  atLeast === undefined ? `at most ${text(atMost)}` : `at least ${text(atLeast)}`

/** How far apart two numbers are, the short way around where they go around. */
export function distance(a: number, b: number, period?: number): number {
  const straight = Math.abs(a - b)
  if (period === undefined) return straight
  const rest = straight % period
  return Math.min(rest, period - rest)
}

export function judgeNumber(
  given: number,
  answer: number,
  { tolerance, period }: { tolerance: number; period?: number },
): NumberVerdict {
  if (distance(given, answer, period) <= tolerance) return 'right'
  if (period !== undefined) return 'off'
  return given < answer ? 'low' : 'high'
}

/** Index of the right choice; the first of several that are equal. */
export function rightChoice(values: readonly number[], right: 'largest' | 'smallest'): number {
  const better = (a: number, b: number) => (right === 'largest' ? a > b : a < b)
  return values.reduce((best, value, i) => (better(value, values[best]) ? i : best), 0)
}

/**
 * What a figure shows: its state at rest with what an address says in its place. Text becomes a number
 * where the state at rest has a number; what is none is left as it was.
 */
export function stateFrom<S extends FigureState>(start: S, written: ReadonlyMap<string, string>): S {
  const state: FigureState = { ...start }
  for (const [name, text] of written) {
    if (!Object.hasOwn(start, name)) continue
    if (typeof start[name] === 'string') state[name] = text
    else if (text.trim() !== '' && Number.isFinite(Number(text))) state[name] = Number(text)
  }
  return state as S
}

/** Names of what a student changed although it has to stay. */
export const strayed = (
  { start, keeps = [] }: { start: FigureState; keeps?: string[] | undefined },
  state: FigureState,
): string[] => keeps.filter((name) => state[name] !== start[name])
