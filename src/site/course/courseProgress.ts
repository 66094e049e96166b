/** Shows on the index page how many exercises of each lecture, and of the course, a reader has solved. */
import { readProgress } from '../../figures/exercise/progress.ts'

export function showCourseProgress(): void {
  const lectures = [...document.querySelectorAll<HTMLElement>('.lecture-progress')]
  const total = document.querySelector<HTMLElement>('.course-progress')
  if (!total || lectures.length === 0) return

  const show = () => {
    const counts = lectures.map((lecture) => {
      const exercises = lecture.dataset.exercises!.split(' ')
      const progress = readProgress(lecture.dataset.article!)
      // An exercise that was renamed since it was solved is another one.
      const solved = exercises.filter((name) => progress[name]?.outcome === 'solved').length
      lecture.querySelector('a')!.textContent = filled(lecture.dataset.counted!, solved, exercises.length)
      lecture.dataset.done = String(solved === exercises.length)
      return { solved, all: exercises.length }
    })
    const sum = (name: 'solved' | 'all') => counts.reduce((so, each) => so + each[name], 0)
    total.textContent = filled(total.dataset.counted!, sum('solved'), sum('all'))
    total.hidden = false
  }

  show()
  // Solved in another tab, or before the reader came back to this page.
  addEventListener('storage', show)
  addEventListener('pageshow', show)
}

const filled = (words: string, solved: number, all: number): string =>
  words.replace('{solved}', String(solved)).replace('{all}', String(all))
