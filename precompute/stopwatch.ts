/**
 * Milliseconds since it was started, by a clock that may be set back: such a step counts as nothing, so that no time is negative.
 * @param now milliseconds
 */
export function startStopwatch(now: () => number): () => number {
  let last = now()
  let elapsed = 0
  return () => {
    const time = now()
    if (time > last) elapsed += time - last
    last = time
    return elapsed
  }
}
