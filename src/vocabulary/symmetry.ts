/** What a page says of a symmetry: how the members of a family of units are each other's copies. */
export interface SymmetryWords {
  /** As in `rotation`. */
  title: string
  /** What was done to a copy: `turned`. */
  moved: string
  /** How far a member that is not moved is moved: 0, or the factor 1. */
  rest: number
  /** What `by` counts: degrees around a circle, a factor, or 1 for mirrored and 0 for not. */
  by: 'degrees' | 'factor' | 'mirrored'
  /** Every move that a figure makes of a picture; absent where a picture cannot be moved so. */
  moves?: number[]
  /** How many members a family of its kind has at least. */
  least: number
}

/**
 * How far a member is moved, as a number.
 * @param text as explorations write it: `30°`, `× 2`, `mirrored`, `itself`
 * @throws Error where it is none of these
 */
export function moveOf({ rest }: SymmetryWords, text: string): number {
  if (text === 'itself') return rest
  if (text === 'mirrored') return 1
  const value = Number(text.replace(/[×°\s]/g, ''))
  if (!Number.isFinite(value)) throw new Error(`family moved by ${text} (degrees, a factor, or mirrored)`)
  return value
}

/** A move in words: `30°`, `× 2`, `mirrored`, `as it is`. */
export function moveText({ by }: SymmetryWords, move: number): string {
  if (by === 'mirrored') return move ? 'mirrored' : 'as it is'
  return by === 'degrees' ? `${move}°` : `× ${move}`
}
