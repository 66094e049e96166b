import type { APIContext } from 'astro'
import { publishedArticles } from '../../article/articles.ts'
import { withBase } from '../../base.ts'
import { calendar, hasDates } from '../../course/calendar.ts'
import { readingText, siteCourse } from '../../course/siteCourse.ts'

/** `/course/calendar.ics`, only where the course has dates. */
export async function getStaticPaths() {
  const course = await siteCourse()
  return course && hasDates(course) ? [{ params: { calendar: 'calendar' } }] : []
}

export async function GET({ site }: APIContext) {
  const course = (await siteCourse())!
  const articles = await publishedArticles()
  const dates = new Map(articles.map(({ id, data }) => [id, data.updated ?? data.published]))
  const readings = course.lectures.flatMap((lecture) => lecture.readings)
  const words = new Map(await Promise.all(readings.map(async (each) => [each, await readingText(each)] as const)))
  const text = calendar(course, {
    address: site && new URL(withBase('/'), site),
    changed: (article) => dates.get(article),
    reading: (each) => words.get(each)!,
  })
  return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } })
}
