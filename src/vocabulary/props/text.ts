import { prop, type Prop, type PropOptions, type Resolved, type Surroundings } from './prop.ts'

interface Reading<T> {
  /** What is allowed, as in `text`. */
  allowed: string | ((at: Surroundings, before: Resolved, refused?: unknown) => string)
  /** An attribute's value, as in `conv4/39`. */
  example: string
  /** The value as it is kept; undefined, or an error, where it is not allowed. */
  parse: (text: string, at: Surroundings, before: Resolved) => T | undefined
  examples: (at: Surroundings, before: Resolved) => readonly T[]
}

/** A text that `parse` brings into one form; what it throws says what was allowed. */
export function parsedText<const R extends boolean = false>(
  options: PropOptions<string, R>,
  { allowed, example, parse, examples }: Reading<string>,
): Prop<string, R> {
  return prop<string, R>(options, {
    accept(value, at, before) {
      if (typeof value !== 'string') return undefined
      try {
        return parse(value.trim(), at, before)
      } catch {
        return undefined
      }
    },
    allowed: (name, at, before, refused) =>
      `${typeof allowed === 'function' ? allowed(at, before, refused) : allowed}, as in ${name}="${example}"`,
    read: (text) => text,
    format: (value) => value,
    examples,
  })
}

/** Any text that is not empty, unless `empty` allows it. */
export const text = <const R extends boolean = false>(
  options: PropOptions<string, R> & { empty?: boolean; example?: string },
): Prop<string, R> =>
  parsedText(options, {
    allowed: 'text',
    example: options.example ?? '…',
    parse: (value) => (value !== '' || options.empty ? value : undefined),
    examples: () => (options.empty ? ['', 'a'] : ['a', 'b c']),
  })
