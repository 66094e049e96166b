import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkFileName, type Course, readCourse } from '../../course/readCourse.ts'
import { readFrontMatter } from './readFrontMatter.ts'

/**
 * The course of a folder of articles, as read while an article is; undefined where there is none.
 * Throws `AuthorError` for a mistake in it, and for a file that has the name of a course in another format.
 */
export function courseFile(content: string): Course | undefined {
  checkFileName(globSync('course.*', { cwd: content }).map((name) => join(content, name)))
  const path = join(content, 'course.yaml')
  if (!existsSync(path)) return undefined
  return readCourse(readFileSync(path, 'utf8'), path, { articles: titlesIn(content) })
}

/** Slugs of the articles of a folder, sorted; a folder whose name begins with `_` is none. */
export const articlesIn = (content: string): string[] =>
  globSync('*/index.mdx', { cwd: content })
    .map(dirname)
    .filter((slug) => !slug.startsWith('_'))
    .sort()

const titlesIn = (content: string): Map<string, string> =>
  new Map(
    articlesIn(content).map((slug) => {
      const path = join(content, slug, 'index.mdx')
      return [slug, readFrontMatter(readFileSync(path, 'utf8'), path).title]
    }),
  )
