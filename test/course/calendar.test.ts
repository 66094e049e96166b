import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { calendar, hasDates } from '../../src/course/calendar.ts'
import { fullCourse } from './courses.ts'

const context = {
  address: new URL('https://example.org/notes/'),
  changed: () => new Date('2026-11-26'),
  reading: ({ title, cite }: { title?: string | undefined; cite?: string | undefined }) => title ?? `${cite}, a work`,
}
const text = calendar(fullCourse(), context)
/** As a reader that is not ours understands it. */
const events = new ICAL.Component(ICAL.parse(text) as unknown as unknown[])
  .getAllSubcomponents('vevent')
  .map((each) => new ICAL.Event(each))

describe('the calendar of a course', () => {
  it('has an event for each lecture that has a day, with its number and title', () => {
    expect(events.map(({ summary }) => summary)).toEqual([
      '1. Visualizing Convolutional Networks',
      '2. Circuits',
      '3. Labs',
    ])
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(3)
  })

  it('has times in UTC: half past two in Chicago is 20:30 in winter and 19:30 in summer', () => {
    expect(
      events
        .slice(0, 2)
        .map(({ startDate, endDate }) => [startDate, endDate].map((each) => each.toJSDate().toISOString())),
    ).toEqual([
      ['2027-01-19T20:30:00.000Z', '2027-01-19T21:50:00.000Z'],
      ['2027-03-16T19:30:00.000Z', '2027-03-16T20:50:00.000Z'],
    ])
  })

  it('has a whole day where a lecture has no time, wherever it is built', () => {
    expect([events[2]!.startDate.isDate, events[2]!.startDate.toString()]).toEqual([true, '2027-03-18'])
  })

  it('keeps commas, semicolons and lines of what an author wrote', () => {
    expect(events[0]!.location).toBe('Hall 2, North; upper floor')
    expect(text).toContain('LOCATION:Hall 2\\, North\\; upper floor\r\n')
    expect(events[0]!.description).toBe('Lab: Look into a network')
    expect(events[1]!.description).toBe(
      'Logistics of the labs\nPresentations\n– The first paper\n– The second paper\nReading: olah2020zoom, a work\nReading: A page of ours',
    )
  })

  it('has lines of at most 75 octets that end in CRLF', () => {
    const lines = text.split('\r\n')
    expect(lines.join('')).not.toMatch(/[\r\n]/)
    expect(lines.some((line) => line.startsWith(' '))).toBe(true)
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })

  it('links to the notes, or to the lecture on the index page, and to nothing where the site has no address', () => {
    const urls = (ics: string) => [...ics.replace(/\r\n /g, '').matchAll(/^URL[^:]*:(.*)\r$/gm)].map(([, url]) => url)
    expect(urls(text)).toEqual([
      'https://example.org/notes/visualizing-convnets/',
      'https://example.org/notes/cnn-circuits/',
      'https://example.org/notes/#lecture-3',
    ])
    expect(urls(calendar(fullCourse(), { ...context, address: undefined }))).toEqual([])
  })

  it('is the same bytes each time', () => {
    expect(calendar(fullCourse(), context)).toBe(text)
  })

  it('is there only where a lecture has a day', () => {
    const { lectures, ...course } = fullCourse()
    expect(hasDates({ ...course, lectures })).toBe(true)
    expect(hasDates({ ...course, lectures: lectures.map((each) => ({ ...each, date: undefined })) })).toBe(false)
  })
})
