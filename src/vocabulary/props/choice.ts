import { prop, type Prop, type PropOptions, type Resolved, type Surroundings } from './prop.ts'

/** A value and what a control calls it. */
export type Named<T> = readonly [value: T, words: string]

export interface ChoiceProp<T, R extends boolean> extends Prop<T, R> {
  choices(at: Surroundings, before: Resolved): readonly Named<T>[]
}

type Choices<T> = readonly Named<T>[] | ((at: Surroundings, before: Resolved) => readonly Named<T>[])

const listed = (values: readonly (string | number)[]) => {
  const some = values
    .slice(0, 24)
    .map((value) => (value === '' ? '""' : value))
    .join(', ')
  return values.length > 24 ? `${some} … ${values.at(-1)}` : some
}

/** One of a few texts or numbers. */
export function choice<const T extends string | number, const R extends boolean = false>(
  choices: Choices<T>,
  options: PropOptions<NoInfer<T>, R>,
): ChoiceProp<T, R> {
  const choicesOf = (at: Surroundings, before: Resolved) =>
    typeof choices === 'function' ? choices(at, before) : choices
  const base = prop<T, R>(options, {
    accept: (value, at, before) =>
      choicesOf(at, before).find(
        ([each]) => each === value || (typeof each === 'number' && each === asNumber(value)),
      )?.[0],
    allowed: (name, at, before) =>
      `one of ${listed(choicesOf(at, before).map(([each]) => each))}, as in ${name}=${quoted(choicesOf(at, before)[0]?.[0])}`,
    read: (text) => text,
    format: String,
    examples: (at, before) => choicesOf(at, before).map(([each]) => each),
  })
  return { ...base, choices: choicesOf }
}

const asNumber = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN)
const quoted = (value: string | number | undefined) => (typeof value === 'number' ? `{${value}}` : `"${value ?? ''}"`)

/** Yes or no, as an address says it. */
export const flag = <const R extends boolean = false>(options: PropOptions<boolean, R>): Prop<boolean, R> =>
  prop<boolean, R>(options, {
    accept: (value) => (typeof value === 'boolean' ? value : undefined),
    allowed: (name) => `${name}={true} or ${name}={false}`,
    read: (text) => (text === 'yes' ? true : text === 'no' ? false : undefined),
    format: (value) => (value ? 'yes' : 'no'),
    examples: () => [false, true],
  })
