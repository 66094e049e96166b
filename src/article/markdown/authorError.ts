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
