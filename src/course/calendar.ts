import { TZDate } from '@date-fns/tz'
import { slug } from 'github-slugger'
import ical, { type ICalEventData } from 'ical-generator'
import type { AgendaItem } from './courseSchema.ts'
import type { Course, Lecture } from './readCourse.ts'

export interface CalendarContext {
  /** Address of the site with its base path; undefined where the site knows none, and events then link to nothing. */
  address: URL | undefined
  /** Day of an article's last change. */
  changed: (article: string) => Date | undefined
  /** How a reading is named. */
  reading: (reading: Lecture['readings'][number]) => string
}

/** Whether a lecture has a day, so that there is something to put into a calendar. */
export const hasDates = ({ lectures }: Course): boolean => lectures.some(({ date }) => date !== undefined)

/**
 * The lectures that have a day as iCalendar text (RFC 5545): those with a time from start to end, in UTC, the others as
 * whole days. The same course gives the same bytes.
 */
export function calendar(course: Course, context: CalendarContext): string {
  const made = ical({ name: course.title, prodId: { company: 'retort', product: 'course', language: 'EN' } })
  for (const lecture of course.lectures)
    if (lecture.date) made.createEvent(event(course, lecture, lecture.date, context))
  return made.toString()
}

function event(
  { title, timezone }: Course,
  lecture: Lecture,
  date: Date,
  { address, changed, reading }: CalendarContext,
): ICalEventData {
  const { starts, ends, place, article } = lecture
  // By numbers: a text without an offset is read in the time zone of the machine that builds.
  const at = (time: string) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
    return new Date(+new TZDate(year, month, day, hours, minutes, timezone))
  }
  const timed = starts !== undefined && ends !== undefined
  const url = address && new URL(article ? `${article}/` : `#${lecture.id}`, address).href
  return {
    id: `${slug(lecture.title)}.${slug(title)}@${address?.hostname ?? 'site.invalid'}`,
    // A stamp of now would change the file with every build.
    stamp: (article && changed(article)) || date,
    ...(timed ? { start: at(starts), end: at(ends) } : { start: date, allDay: true }),
    summary: `${lecture.number}. ${lecture.title}`,
    description: [
      ...lecture.agenda.flatMap(lines),
      ...lecture.readings.map((each) => `Reading: ${reading(each)}`),
      ...lecture.labs.map((lab) => `Lab: ${lab.title}`),
    ].join('\n'),
    ...(place !== undefined && { location: place }),
    ...(url !== undefined && { url }),
  }
}

const lines = (item: AgendaItem): string[] =>
  typeof item === 'string' ? [item] : [item.title, ...item.parts.map((part) => `– ${part}`)]
