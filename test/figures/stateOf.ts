import type { FigureKind } from '../../src/vocabulary/figureKind.ts'
import type { State } from '../../src/vocabulary/props/prop.ts'

/** What a reader can change of a figure of a kind, as its `data-shows` holds it. */
export type StateOf<K> = K extends FigureKind<infer P, infer _M, infer _V> ? State<P> : never
