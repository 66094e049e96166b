/** Shows a reader's progress: at each exercise, in the list at the article's end, and as a count. */
import { CHANGED, clearProgress, readProgress } from '../figures/exercise/progress.ts'

/** @param list the article's exercises, followed by the count and the button that forgets them */
export function followProgress(list: HTMLElement): void {
  const article = list.dataset.article!
  const count = list.nextElementSibling as HTMLElement
  const status = count.querySelector<HTMLElement>('[role=status]')!
  const forget = count.querySelector('button')!
  const exercises = [...document.querySelectorAll<HTMLElement>('[data-exercise]')]

  const show = () => {
    const progress = readProgress(article)
    for (const exercise of exercises) {
      const { outcome = 'open', tries = 0 } = progress[exercise.dataset.exercise!] ?? {}
      const item = list.querySelector<HTMLElement>(`[data-for="${exercise.id}"]`)
      for (const marked of [exercise, item]) {
        if (!marked) continue
        marked.dataset.outcome = outcome
        const mark = marked.querySelector<HTMLElement>('.exercise-mark')!
        mark.textContent = outcome === 'open' ? '' : mark.dataset[outcome]!
      }
      exercise.querySelector<HTMLElement>('.exercise-solution')!.hidden = outcome === 'open'
      exercise.dataset.tries = String(tries)
    }
    const solved = Object.values(progress).filter(({ outcome }) => outcome === 'solved').length
    status.textContent = status.dataset
      .counted!.replace('{solved}', String(solved))
      .replace('{all}', String(exercises.length))
    forget.disabled = Object.keys(progress).length === 0
  }

  count.hidden = false
  forget.addEventListener('click', () => clearProgress(article))
  document.addEventListener(CHANGED, show)
  show()
}
