/** What a figure kind declares: everything about it but its drawing and what its worker computes. */
import type { DataTable } from './dataTable.ts'
import type { Network } from './network.ts'
import type { Props, State, Surroundings, Values } from './props/prop.ts'

/** What is asked of the precompute step; the kind's folder in `src/artifacts` says the rest of its fields. */
export type AnyRequest = {
  kind: string
  model: string
  [field: string]: unknown
}

/** The places a request comes from, beside the props. */
export interface Asking extends Surroundings {
  /** Slug of the article. */
  article: string
  /** Ids of the networks that the site has. */
  models: readonly string[]
  /** @throws Error where the site has no such network */
  networkNamed(id: string): Network
}

/**
 * An artifact as a figure shows it: its data, and where its files lie.
 * @typeParam N the names of its files beside `data`
 */
export interface Shown<D = unknown, N extends string = string> {
  data: D
  files: Record<N, ShownFile>
  /** How the pictures of units came out, one per unit, in order. */
  scores: { unit: string; score: number; steps: number; dead: boolean }[]
}

export interface ShownFile {
  src: string
  /** Pixels of a tile, and how many stand in a row and in a column; 1 for a picture alone. */
  width: number
  height: number
  columns: number
  rows: number
}

/** What every figure takes beside its own props. */
export interface Common {
  model: string
  seed: number
}

type Whole<P extends Props> = Values<P> & Common

/** A rectangle, in pixels, of a file of `public/artifacts`. */
export interface CoverTile {
  file: string
  left: number
  top: number
  width: number
  height: number
}

export interface FigureKind<P extends Props = Props, M = never, V = unknown> {
  /** What it shows, in a sentence. */
  says: string
  /** The smallest element that an author writes. */
  example: string
  /** Its own props; every figure takes `id`, `layout`, `model` and `seed` too. */
  props: P
  /** Props that depend on the others: the parameters of a family of stimuli. */
  more?: (before: Readonly<Whole<P>>, at: Surroundings) => Props
  /** Why props that are right one by one do not go together; the words follow `<Kind>`. */
  clash?: (values: Whole<P>, at: Surroundings) => string | undefined
  /** A state after a change, made consistent: what cannot stand beside `changed` moves. `before` is the state changed, or the author's where an address asks. */
  settle?: (state: State<P>, at: Surroundings, changed: readonly string[], before: State<P>) => State<P>
  /** The artifacts that it shows, by name. */
  requests: (values: Whole<P>, at: Asking) => Record<string, AnyRequest | null>
  /** Artifacts that it shows where they have been made for other figures, by name. */
  shows?: (values: Whole<P>, at: Asking) => Record<string, AnyRequest>
  /** What is chosen at first where no author says and only the artifacts tell: the most alike of many pairs. */
  begins?: (made: M, values: Whole<P>, at: Surroundings) => Partial<State<P>>
  /** What is shown first, from the artifacts. */
  view: (made: M, values: Whole<P>, at: Surroundings) => V
  /** What is shown, in a sentence for who cannot see it. */
  words?: (view: V, state: State<P>, at: Surroundings) => string
  /** What is shown, as columns of a file; nothing where nothing was computed. */
  table?: (view: V, state: State<P>, at: Surroundings) => DataTable | undefined
  /** What stays in sight when it fails, as in `maps`; `picture` when absent. */
  keeps?: string
  /** How wide it is where the author does not say; `page` when absent. */
  layout?: 'body' | 'outset' | 'page' | 'screen' | 'gutter'
  /** Pictures that stand for an article whose first figure it is. */
  cover?: (made: M) => CoverTile[]
}

/** Declares a figure kind: the types of its state and view follow from its props and its `view`. */
export const figureKind = <const P extends Props, M, V>(declared: FigureKind<P, M, V>): FigureKind<P, M, V> => declared

/** A kind of whatever props and view, as those hold it that know none of them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what it takes is what it declares
export type AnyFigureKind = FigureKind<any, any, any>
