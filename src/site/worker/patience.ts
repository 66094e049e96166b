/** How long storage is waited for, in ms: it may be slow, or not answer at all. */
export const patience = {
  /** Until the network is asked instead. */
  lookup: 1000,
  /** Where the network has failed. */
  offline: 10_000,
  /** Until a new worker is ready though not every page is kept anew; a browser gives up on one after minutes. */
  install: 60_000,
}

/**
 * What `work` gives, or undefined where it fails or takes longer than `ms`.
 * @param late called where it takes longer
 */
export function within<T>(ms: number, work: Promise<T>, late?: () => void): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      late?.()
      resolve(undefined)
    }, ms)
    const end = (value?: T) => {
      clearTimeout(timer)
      resolve(value)
    }
    work.then(end, () => end())
  })
}
