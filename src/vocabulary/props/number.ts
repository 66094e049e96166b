import { NUMERAL } from '../numeral.ts'
import { prop, type Prop, type PropOptions, type Resolved, type Surroundings } from './prop.ts'

export interface NumberOptions {
  range: readonly [number, number] | ((at: Surroundings, before: Resolved) => readonly [number, number])
  /** Smallest change that a control offers; 1 for whole numbers. */
  step?: number
  whole?: boolean
}

export interface NumberProp<R extends boolean> extends Prop<number, R> {
  range(at: Surroundings, before: Resolved): readonly [number, number]
  step: number
}

/** A number in a range, ends included. */
export function number<const R extends boolean = false>(
  options: PropOptions<number, R> & NumberOptions,
): NumberProp<R> {
  const { range, whole = false, step = whole ? 1 : 0.01 } = options
  const rangeOf = (at: Surroundings, before: Resolved) => (typeof range === 'function' ? range(at, before) : range)
  const base = prop<number, R>(options, {
    accept(value, at, before) {
      const [low, high] = rangeOf(at, before)
      if (typeof value !== 'number' || !(value >= low && value <= high)) return undefined
      return whole && !Number.isSafeInteger(value) ? undefined : value
    },
    allowed(name, at, before) {
      const [low, high] = rangeOf(at, before)
      const what = `${whole ? 'a whole number' : 'a number'} from ${low}`
      const example = typeof options.fallback === 'number' ? options.fallback : low
      return `${what}${high === Infinity ? '' : ` to ${high}`}, as in ${name}={${example}}`
    },
    // Digits of other scripts, `0x10` and blanks are no numbers of an address.
    read: (text) => (NUMERAL.test(text.trim()) ? Number(text) : NaN),
    format: String,
    examples(at, before) {
      const [low, high] = rangeOf(at, before)
      const top = high === Infinity ? low + 10 : high
      const middle = low + (whole ? Math.round((top - low) / 3) : Number(((top - low) / 3).toFixed(2)))
      return [low, Math.min(middle, top), top]
    },
  })
  return { ...base, range: rangeOf, step }
}

/** The seed of what is drawn at random. */
export const seed = <const R extends boolean = false>(
  options: PropOptions<number, R> & { most?: number },
): NumberProp<R> =>
  number({ fallback: 0, ...options, range: [0, options.most ?? Number.MAX_SAFE_INTEGER], whole: true })
