import { z } from 'zod'

const day = z.iso.date({ error: 'not a date; write it as in 2027-01-19' }).transform((text) => new Date(text))
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const time = z
  .string({ error: 'not a time of day; write it as in "14:30"' })
  .regex(TIME, 'not a time of day; write it as in "14:30"')
/** Of this site, from its root, or of another. */
const address = z.string().regex(/^(https?:\/\/\S+|\/(?!\/)\S*)$/, 'not an address; it starts with https:// or /')
const words = z.string().min(1)

/** A work of a lecture's bibliography by its key, or any other by its title. */
const reading = z
  .strictObject({
    /** Key in the `references.bib` of one of the course's lectures. */
    cite: words.optional(),
    title: words.optional(),
    /** Where it can be read; beside `title`. */
    url: address.optional(),
  })
  .refine(({ cite, title }) => (cite === undefined) !== (title === undefined), {
    error: 'names either none or two works; write cite: and a key of a bibliography, or title: and url:',
  })
  .refine(({ cite, url }) => cite === undefined || url === undefined, {
    error: 'has an address beside its key; leave url: out, the bibliography has it',
  })

/** One line of an agenda, or a line with parts below it. */
const item = z.union([words, z.strictObject({ title: words, parts: z.array(words).min(1) })], {
  error: 'not an item of an agenda; write a text, or title: and a list of parts:',
})

const lab = z.strictObject({
  title: words,
  url: address.optional(),
  /** The last day to hand it in. */
  due: day.optional(),
})

const lecture = z
  .strictObject({
    /** Slug of the article that holds its notes. */
    article: words.optional(),
    /** Needed where there is no article; else in place of the article's title. */
    title: words.optional(),
    date: day.optional(),
    /** On that day, in the course's time zone. */
    starts: time.optional(),
    ends: time.optional(),
    place: words.optional(),
    agenda: z.array(item).default([]),
    /** To be read before it. */
    readings: z.array(reading).default([]),
    labs: z.array(lab).default([]),
  })
  .refine(({ article, title }) => article !== undefined || title !== undefined, {
    error: 'has neither notes nor a title; write article: and the folder of an article, or title:',
  })
  .refine(({ starts, date }) => starts === undefined || date !== undefined, {
    error: 'starts at a time of no day; add date: and the day',
  })
  .refine(({ starts, ends }) => (starts === undefined) === (ends === undefined), {
    error: 'has only one of starts: and ends:; write both or none',
  })
  .refine(({ starts = '', ends = '' }) => ![starts, ends].every((each) => TIME.test(each)) || starts < ends, {
    error: 'ends before it starts; write ends: later than starts:',
  })

const timeZone = z.string().refine((name) => Intl.supportedValuesOf('timeZone').concat('UTC').includes(name), {
  error: 'not a time zone; write a name of the IANA database, as in America/Chicago',
})

/** `content/course.yaml`. Unknown fields are errors. */
export const courseSchema = z.strictObject({
  title: words,
  /** `Spring 2027`. */
  term: words.optional(),
  /** Needed where a lecture has a time: `America/Chicago`. */
  timezone: timeZone.optional(),
  /** In the order in which they are held. */
  lectures: z.array(lecture).min(1, 'empty; write at least one lecture'),
})

export type AgendaItem = z.infer<typeof item>
export type Lab = z.infer<typeof lab>
export type WrittenLecture = z.infer<typeof lecture>
export type WrittenReading = z.infer<typeof reading>
