import { storageKey } from '../../storageKey.ts'

/**
 * What a reader has answered, kept in this browser alone: one entry of `localStorage` per article. Where
 * storage is forbidden, or holds what this version does not understand, answers last as long as the page.
 */
export interface Progress {
  /** How often an answer was checked. */
  tries: number
  /** The last answer, as text. */
  given: string
  /** `shown`: the reader asked for the answer. */
  outcome: 'open' | 'solved' | 'shown'
}

/** Told to `document` when progress changes. */
export const CHANGED = 'exercise-progress'

const OUTCOMES: readonly unknown[] = ['open', 'solved', 'shown'] satisfies Progress['outcome'][]
const unstored = new Map<string, string>()

const keyOf = (article: string) => storageKey('exercises', article)

/** By the exercises' names. */
export function readProgress(article: string): Record<string, Progress> {
  const key = keyOf(article)
  let text = unstored.get(key)
  try {
    text ??= localStorage.getItem(key) ?? undefined
  } catch {
    // Forbidden: `unstored` has all there is.
  }
  return parseProgress(text)
}

export function writeProgress(article: string, name: string, progress: Progress): void {
  keep(article, JSON.stringify({ ...readProgress(article), [name]: progress }))
}

export function clearProgress(article: string): void {
  keep(article, null)
}

/** What a text holds that is progress; anything else is left out. */
export function parseProgress(text: string | undefined): Record<string, Progress> {
  try {
    const found: unknown = JSON.parse(text ?? '{}')
    return Object.fromEntries(Object.entries(found ?? {}).filter(([, each]) => isProgress(each)))
  } catch {
    return {}
  }
}

const isProgress = (value: unknown): value is Progress => {
  const { tries, given, outcome } = (value ?? {}) as Record<string, unknown>
  return Number.isInteger(tries) && typeof given === 'string' && OUTCOMES.includes(outcome)
}

function keep(article: string, text: string | null) {
  const key = keyOf(article)
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
    unstored.delete(key)
  } catch {
    unstored.set(key, text ?? '{}')
  }
  document.dispatchEvent(new CustomEvent(CHANGED))
}
