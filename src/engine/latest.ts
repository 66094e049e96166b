/**
 * `latest(run)` runs one call at a time; of those that arrive meanwhile only the last is run, the
 * others resolve to undefined.
 */
export function latest<A, R>(run: (given: A) => Promise<R>): (given: A) => Promise<R | undefined> {
  let running = false
  let waiting: { given: A; settle: (result: Promise<R> | undefined) => void } | undefined
  const start = async (given: A): Promise<R> => {
    running = true
    try {
      return await run(given)
    } finally {
      running = false
      const next = waiting
      waiting = undefined
      if (next) next.settle(start(next.given))
    }
  }
  return (given) => {
    if (!running) return start(given)
    waiting?.settle(undefined)
    return new Promise((settle) => (waiting = { given, settle }))
  }
}
