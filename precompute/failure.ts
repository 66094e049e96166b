/** What a run can end with, beside success. The numbers are the exit codes of `npm run precompute`. */
export const EXIT = {
  done: 0,
  /** `--check` found something missing or stale, or `--verify` something damaged. */
  found: 1,
  /** A flag, an article or a model is not as it must be; nothing was begun. */
  input: 2,
  /** Some units could not be rendered; all others are written. */
  failed: 3,
  /** The output directory: locked, full, not writable, or its manifest unreadable. */
  directory: 4,
  /** Ctrl-C; what was finished is written. */
  interrupted: 130,
} as const

/** A run that ends here, with what mends it. */
export class Failure extends Error {
  override name = 'Failure'
  readonly exitCode: number
  constructor(exitCode: number, what: string, remedy: string) {
    super(`${what}\n${remedy}`)
    this.exitCode = exitCode
  }
}
