import { publishedArticles } from '../article/articles.ts'
import {
  type CslItem,
  formatReference,
  type Library,
  readBibliography,
  shortNames,
} from '../article/markdown/bibliography.ts'
import { site } from '../site.ts'
import type { WrittenReading } from './courseSchema.ts'
import { checkFileName, COURSE, type Course, readCourse } from './readCourse.ts'

// As text that Vite watches: a course that is saved, made or removed shows at once in `astro dev`.
const files = import.meta.glob<string>('/content/course.*', { query: '?raw', import: 'default', eager: true })

let read: Promise<Course | undefined> | undefined

/** The site's course, checked against its articles; undefined where it has none. */
export function siteCourse(): Promise<Course | undefined> {
  if (!read || import.meta.env.DEV) read = readSiteCourse()
  return read
}

async function readSiteCourse(): Promise<Course | undefined> {
  checkFileName(Object.keys(files).map((path) => path.slice(1)))
  const text = files[`/${COURSE}`]
  if (text === undefined) return undefined
  const articles = await publishedArticles()
  const titles = new Map(articles.map(({ id, data }) => [id, data.title] as const).sort(([a], [b]) => (a < b ? -1 : 1)))
  return readCourse(text, COURSE, {
    articles: titles,
    keys: (slugs) => new Set(slugs.flatMap((slug) => [...(libraryOf(slug)?.keys() ?? [])])),
  })
}

/** The bibliography beside an article. */
const libraryOf = (slug: string): Library | undefined => readBibliography(`content/${slug}/references.bib`)

/** A reading that is named by its key, as the bibliography of the first lecture that has the key words it. */
export async function readingHtml(key: string | undefined): Promise<string | undefined> {
  const item = key === undefined ? undefined : await workOf(key)
  return item && formatReference(item, site.citationStyle)
}

/** The same in a line of plain text. */
export async function readingText({ cite, title = '', url }: WrittenReading): Promise<string> {
  const item = cite === undefined ? undefined : await workOf(cite)
  const [name, address] = item ? [`${shortNames(item)}: ${item.title}`, item.URL] : [title, url]
  return address === undefined ? name : `${name}, ${address}`
}

async function workOf(key: string): Promise<CslItem | undefined> {
  const course = await siteCourse()
  const slugs = (course?.lectures ?? []).flatMap(({ article }) => article ?? [])
  return slugs.map((slug) => libraryOf(slug)?.get(key)?.item).find((item) => item !== undefined)
}
