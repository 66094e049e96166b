/**
 * What a figure can be told: one table of props, from which come the parser of what an author writes, the
 * controls, the state in the address, the error texts and the documentation.
 */
import type { Network } from '../network.ts'
import type { NamedFamily } from '../unitFamily.ts'
import type { Vocabulary } from '../vocabulary.ts'

/** What a prop may refer to. */
export interface Surroundings {
  network: Network
  vocabulary: Vocabulary
  /** Names of the pictures that a reader can choose from; absent where nobody chooses. */
  pictures?: readonly string[]
  /** Families of units that a reader can choose from; absent where nobody chooses. */
  families?: readonly NamedFamily[]
}

/** Props by name, as far as they are resolved: a prop may depend on those before it. */
export type Resolved = Readonly<Record<string, unknown>>

export interface Prop<T, R extends boolean = boolean> {
  /** A sentence for the guide's table of props. */
  meaning: string
  /** Whether a reader may change it: it is then part of the figure's state, and of its address. */
  reader: R
  /** What its control is called; its name when absent. */
  label: string | undefined
  /** The attribute that an author writes, where it is not the name in the state. */
  written: string | undefined
  /** Taken where an author writes nothing; a prop without one must be written. */
  fallback: T | ((at: Surroundings, before: Resolved) => T | undefined) | undefined
  /** The resolved value; undefined where it is not allowed. */
  accept(value: unknown, at: Surroundings, before: Resolved): T | undefined
  /** What is allowed in place of what was refused, in words that follow `write`: `a number from 0 to 1, as in scale={0}`. */
  allowed(name: string, at: Surroundings, before: Resolved, refused?: unknown): string
  /** What a text of the address or of a field means, for `accept` to judge. */
  read(text: string): unknown
  /** The value as an address holds it; `read` gives it back. */
  format(value: T): string
  /** Some values that are allowed, the shortest way to a control's choices and to a test. */
  examples(at: Surroundings, before: Resolved): readonly T[]
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table holds props of any type
export type Props = Readonly<Record<string, Prop<any>>>

export type Values<P extends Props> = { [K in keyof P]: P[K] extends Prop<infer T> ? T : never }

type ReaderName<P extends Props> = { [K in keyof P]: P[K] extends Prop<infer _, true> ? K : never }[keyof P] & string

/** What a reader can change. */
export type State<P extends Props> = Pick<Values<P>, ReaderName<P>>

/** What every prop may say beside its type. */
export interface PropOptions<T, R extends boolean> {
  meaning: string
  reader?: R
  label?: string
  written?: string
  /** A function that gives undefined asks the author to write the prop. */
  fallback?: T | ((at: Surroundings, before: Resolved) => T | undefined)
}

type Kind<T> = Pick<Prop<T>, 'accept' | 'allowed' | 'read' | 'format' | 'examples'>

/** A prop from what its type says and what the figure says of it. */
export const prop = <T, const R extends boolean = false>(
  { meaning, reader, label, written, fallback }: PropOptions<T, R>,
  kind: Kind<T>,
): Prop<T, R> => ({ meaning, reader: (reader ?? false) as R, label, written, fallback, ...kind })

/** The value taken where nothing is written; undefined where it must be. */
export const fallbackOf = <T>(each: Prop<T>, at: Surroundings, before: Resolved): T | undefined =>
  typeof each.fallback === 'function'
    ? (each.fallback as (at: Surroundings, before: Resolved) => T | undefined)(at, before)
    : each.fallback
