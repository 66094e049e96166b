/** The figure's state as text: what an address may ask for. */
import { RECIPE_RANGES, type BuildState, type RecipeName } from './view.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-'
const ZERO = (ALPHABET.length - 1) / 2

/** One character per weight: 63 levels from −1 to 1. */
export const encodePaint = (sketch: ArrayLike<number>): string =>
  Array.from(sketch, (weight) => ALPHABET[Math.round(Math.max(-1, Math.min(1, weight)) * ZERO) + ZERO]!).join('')

/** Undefined where the text is no such painting. */
export function decodePaint(text: string, count: number): Float32Array | undefined {
  if (text.length !== count) return undefined
  const levels = Array.from(text, (each) => ALPHABET.indexOf(each))
  return levels.includes(-1) ? undefined : Float32Array.from(levels, (at) => (at - ZERO) / ZERO)
}

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(asked: ReadonlyMap<string, string>, initial: BuildState, count: number): BuildState {
  const found = { ...initial }
  for (const name of Object.keys(RECIPE_RANGES) as RecipeName[]) {
    const text = asked.get(name) ?? ''
    const [low, high] = RECIPE_RANGES[name]
    if (text.trim() !== '' && Number(text) >= low && Number(text) <= high) found[name] = Number(text)
  }
  const step = asked.get('step') ?? ''
  if (/^[1-4]$/.test(step)) found.step = Number(step)
  const paint = asked.get('paint') ?? ''
  if (decodePaint(paint, count)) found.paint = paint
  return found
}
