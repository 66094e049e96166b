import { AuthorError } from '../article/markdown/authorError.ts'
import { nearest } from '../vocabulary/nearest.ts'
import { readYaml } from '../article/markdown/readYaml.ts'
import { courseSchema, type WrittenLecture } from './courseSchema.ts'

/** The file of a site's course. A site without it has articles and no lectures. */
export const COURSE = 'content/course.yaml'

/** A lecture in its place. */
export interface Lecture extends Omit<WrittenLecture, 'title'> {
  /** From 1, in the order of the file. */
  number: number
  /** Where it stands on the index page: `lecture-2`. */
  id: string
  title: string
}

export interface Course {
  title: string
  term?: string | undefined
  timezone?: string | undefined
  lectures: Lecture[]
}

/** What a course may refer to. */
export interface Known {
  /** Titles of the articles by slug. */
  articles: ReadonlyMap<string, string>
  /** Keys of the bibliographies of its lectures; where absent, keys are not checked. */
  keys?: ((articles: readonly string[]) => ReadonlySet<string>) | undefined
}

const examples: Record<string, string> = {
  title: 'title: Neural Networks and Machine Learning',
  lectures: 'lectures:\n  - article: my-lecture',
}

/**
 * Reads a course. Throws `AuthorError` at the line of the first mistake: broken YAML, an unknown or missing field, a
 * value of the wrong form, a lecture or a work that does not exist, a lecture that stands there twice.
 */
export function readCourse(text: string, path: string, { articles, keys }: Known): Course {
  const { data, lineOf } = readYaml(text, courseSchema, { path, name: 'the course', examples })
  const fail = (at: (string | number)[], what: string, remedy: string) => {
    throw new AuthorError({ path, line: lineOf(at) }, what, remedy)
  }
  const slugs = [...articles.keys()]
  const held = new Map<string, number>()
  const lectures = data.lectures.map((written, i): Lecture => {
    const { article, starts } = written
    if (article !== undefined && !articles.has(article)) {
      const close = nearest(article, slugs)
      const there = slugs.length > 0 ? `The articles are: ${slugs.join(', ')}.` : 'There is no article yet.'
      fail(
        ['lectures', i, 'article'],
        `lecture ${i + 1} names no article: ${article}`,
        close ? `Did you mean "${close}"?` : there,
      )
    }
    if (article !== undefined && held.has(article)) {
      const first = held.get(article)! + 1
      fail(['lectures', i, 'article'], `article of two lectures: ${article}, already lecture ${first}`, 'Remove one.')
    }
    if (article !== undefined) held.set(article, i)
    if (starts !== undefined && data.timezone === undefined)
      fail(
        ['lectures', i, 'starts'],
        `lecture ${i + 1} has a time, the course no time zone`,
        'Add timezone: America/Chicago, or the name of yours.',
      )
    const title = written.title ?? articles.get(article!)!
    return { ...written, title, number: i + 1, id: `lecture-${i + 1}` }
  })
  if (keys) {
    const known = keys([...held.keys()])
    lectures.forEach(({ readings }, i) =>
      readings.forEach(({ cite }, j) => {
        if (cite === undefined || known.has(cite)) return
        const close = nearest(cite, [...known])
        const there =
          known.size > 0 ? `The keys are: ${[...known].sort().join(', ')}.` : 'No lecture has a bibliography.'
        fail(
          ['lectures', i, 'readings', j, 'cite'],
          `unknown citation key: ${cite}`,
          `${close ? `Did you mean "${close}"?` : there} A reading that no lecture cites has title: and url: instead.`,
        )
      }),
    )
  }
  return { ...data, lectures }
}

/** Throws `AuthorError` for the first of the files named `course` that is not `course.yaml`. */
export function checkFileName(paths: readonly string[]): void {
  const path = paths.find((each) => !each.endsWith('/course.yaml'))
  if (path === undefined) return
  const name = path.split('/').at(-1)
  throw new AuthorError({ path }, `a course is read from course.yaml, not from ${name}`, 'Rename or remove it.')
}

/** The lecture whose notes are an article; undefined for one that is none. */
export const lectureOf = (course: Course | undefined, article: string): Lecture | undefined =>
  course?.lectures.find((lecture) => lecture.article === article)
