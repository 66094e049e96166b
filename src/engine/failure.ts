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

/** Anything thrown, as a failure: what a browser says of its modules and files is not for readers. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  const message = error instanceof Error ? error.message : String(error)
  if (
    /dynamically imported module|importing a module script|module script failed|Failed to fetch|NetworkError/i.test(
      message,
    )
  )
    return missingPart()
  return new Failure('computation', message)
}
