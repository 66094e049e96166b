/** Weights that a reader painted, as text: one character per weight, of 63 levels from −1 to 1. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-'
const ZERO = (ALPHABET.length - 1) / 2

export const encodePaint = (sketch: ArrayLike<number>): string =>
  Array.from(sketch, (weight) => ALPHABET.charAt(Math.round(Math.max(-1, Math.min(1, weight)) * ZERO) + ZERO)).join('')

/** Undefined where the text is no such painting. */
export function decodePaint(text: string, count: number): Float32Array | undefined {
  if (text.length !== count) return undefined
  const levels = Array.from(text, (each) => ALPHABET.indexOf(each))
  return levels.includes(-1) ? undefined : Float32Array.from(levels, (at) => (at - ZERO) / ZERO)
}
