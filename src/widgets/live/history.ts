/** What a reader did, to undo and do again. */
export interface History<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  /** What the last step was, so that one slider's many values are one step. */
  step: string
}

export const beginning = <T>(present: T): History<T> => ({
  past: [],
  present,
  future: [],
  step: '',
})

/** @param step where it is that of the step before, and not empty, the two are one */
export const after = <T>(history: History<T>, present: T, step = ''): History<T> => ({
  past: step && step === history.step ? history.past : [...history.past, history.present],
  present,
  future: [],
  step,
})

/** Itself where there is nothing to undo. */
export function undone<T>(history: History<T>): History<T> {
  const { past, present, future } = history
  if (past.length === 0) return history
  return { past: past.slice(0, -1), present: past.at(-1)!, future: [present, ...future], step: '' }
}

/** Itself where there is nothing to do again. */
export function redone<T>(history: History<T>): History<T> {
  const { past, present, future } = history
  if (future.length === 0) return history
  return { past: [...past, present], present: future[0]!, future: future.slice(1), step: '' }
}
