/** Why a figure cannot compute, in words for who reads the page. */
import type { Cause } from './messages.ts'

export class Failure extends Error {
  override name = 'Failure'
  readonly reason: Cause

  /** @param message a clause without a full stop, in a reader's words */
  constructor(reason: Cause, message: string) {
    super(message)
    this.reason = reason
  }
}

/** A part of the page that is gone after a new deployment, or that no connection brought. */
export const missingPart = () =>
  new Failure('missing', 'a part of the page could not be loaded; check the connection, or reload the page')

/** The work was given up, since something else is wanted by now; nobody is told. */
export class Superseded extends Error {
  override name = 'Superseded'
}

/** What a browser says of a name that it does not know: Chromium and Firefox, then Safari. */
const UNKNOWN = /(\w+) is not defined|Can't find variable: (\w+)/

/**
 * Anything thrown, as a failure: what a browser says of its modules, its files and its objects is not for readers,
 * and goes to the console.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  const message = error instanceof Error ? error.message : String(error)
  if (
    /dynamically imported module|importing a module script|module script failed|Failed to fetch|NetworkError/i.test(
      message,
    )
  )
    return missingPart()
  const [, ...names] = UNKNOWN.exec(message) ?? []
  if (error instanceof ReferenceError && names.length > 0) {
    console.warn(error)
    return new Failure('browser', `this browser lacks ${names.find(Boolean)}; a current version may have it`)
  }
  if (error instanceof TypeError || error instanceof ReferenceError) {
    console.warn(error)
    return new Failure('computation', 'something went wrong that should not; the browser’s console says what')
  }
  return new Failure('computation', message)
}
