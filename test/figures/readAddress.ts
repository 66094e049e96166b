/** What a live figure makes of an address, in tests. */
import type { AnyFigureKind } from '../../src/vocabulary/figureKind.ts'
import type { Surroundings } from '../../src/vocabulary/props/prop.ts'
import { readerProps, resolveState } from '../../src/vocabulary/props/readState.ts'

/**
 * The state that an address asks for, made consistent, and the names of what it asks for in vain.
 * @param values the author's
 */
export function readAddress(
  declared: unknown,
  values: Readonly<Record<string, unknown>>,
  asked: Record<string, string>,
  at: Surroundings,
): { state: Record<string, unknown>; refused: string[] } {
  const kind = declared as AnyFigureKind
  const stateOf = (all: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.keys(readerProps(kind.props)).map((name) => [name, all[name]]))
  const { state, refused } = resolveState(kind, new Map(Object.entries(asked)), values, at)
  const settle = kind.settle as undefined | ((...given: unknown[]) => Record<string, unknown>)
  return {
    state: settle?.(stateOf(state), at, Object.keys(asked), stateOf(values)) ?? stateOf(state),
    refused: refused.map(({ name }) => name),
  }
}
