import { relative } from 'node:path'

/** A place in an author's file; lines and columns count from 1. */
export interface Place {
  path: string
  line?: number | undefined
  column?: number | undefined
}

/** A mistake in an author's file: where it is, what it is, and what mends it. */
export class AuthorError extends Error {
  override name = 'AuthorError'
  readonly line: number | undefined
  readonly column: number | undefined

  constructor(place: Place, what: string, remedy: string) {
    const file = relative(process.cwd(), place.path) || place.path
    const at = [file, place.line, place.column].filter((part) => part !== undefined).join(':')
    super(`${at}: ${what}\n${remedy}`)
    this.line = place.line
    this.column = place.column
  }
}

/** The most similar of `known` to `word`, for "did you mean"; undefined where nothing is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const scored = known.map((each) => ({ each, distance: editDistance(word, each) }))
  scored.sort((a, b) => a.distance - b.distance)
  const best = scored[0]
  return best && best.distance <= Math.max(2, word.length / 3) ? best.each : undefined
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitute = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      next[j] = Math.min(substitute, row[j] + 1, next[j - 1] + 1)
    }
    row = next
  }
  return row[b.length]
}
