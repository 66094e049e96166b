import { describe, expect, it } from 'vitest'
import { checkFileName, lectureOf, readCourse } from '../../src/course/readCourse.ts'
import { neighbours } from '../../src/course/neighbours.ts'
import { articles, fullCourse } from './courses.ts'

const keys = () => new Set(['olah2020zoom', 'voss2021visualizing'])
const read = (text: string) => readCourse(text, 'content/course.yaml', { articles, keys })
const written = `title: Networks
lectures:
  - article: cnn-circuits
  - title: Town hall
    readings:
      - cite: olah2020zoom
`

it('lectures are numbered in order, and have the title of their article where they have none of their own', () => {
  const { title, lectures } = read(written)
  expect(title).toBe('Networks')
  expect(lectures.map(({ number, id, title }) => [number, id, title])).toEqual([
    [1, 'lecture-1', 'CNN Circuits'],
    [2, 'lecture-2', 'Town hall'],
  ])
})

it('every field of a course is read', () => {
  const course = fullCourse()
  expect([course.term, course.timezone]).toEqual(['Spring 2027', 'America/Chicago'])
  expect(lectureOf(course, 'visualizing-convnets')).toEqual({
    article: 'visualizing-convnets',
    number: 1,
    id: 'lecture-1',
    title: 'Visualizing Convolutional Networks',
    date: new Date('2027-01-19'),
    starts: '14:30',
    ends: '15:50',
    place: 'Hall 2, North; upper floor',
    agenda: [],
    readings: [],
    labs: [{ title: 'Look into a network', url: 'https://example.org/labs/1', due: new Date('2027-01-26') }],
  })
  expect(course.lectures[1]!.agenda).toEqual([
    'Logistics of the labs',
    { title: 'Presentations', parts: ['The first paper', 'The second paper'] },
  ])
  expect(lectureOf(course, 'guide')).toBeUndefined()
  expect(lectureOf(undefined, 'guide')).toBeUndefined()
})

it('the lectures beside one follow from the order, those without notes included', () => {
  const course = fullCourse()
  const titles = (article: string) => {
    const beside = neighbours(course, article)
    return beside && [beside.previous?.title, beside.next?.title]
  }
  expect(titles('visualizing-convnets')).toEqual([undefined, 'Circuits'])
  expect(titles('cnn-circuits')).toEqual(['Visualizing Convolutional Networks', 'Labs'])
  expect(titles('guide')).toBeUndefined()
  expect(neighbours(undefined, 'guide')).toBeUndefined()
})

describe('a mistake is named at its line, with what is allowed', () => {
  it.each([
    ['title: Networks\n', '', '1: missing field in the course: title\nAdd title: Neural Networks and Machine Learning'],
    ['Networks', 'Networks\nterms: Spring', '2: unknown field in the course: terms\nDid you mean "term"?'],
    [
      'Networks',
      'Networks\ntimezone: Chicago',
      '2: the course field timezone: not a time zone: "Chicago"\nWrite a name of the IANA database, as in America/Chicago.',
    ],
    [
      '  - title: Town hall',
      '  - titel: Town hall',
      '4: unknown field in the course: lectures 2 titel\nDid you mean "title"?',
    ],
    ['cnn-circuits', 'cnn-circiuts', '3: lecture 1 names no article: cnn-circiuts\nDid you mean "cnn-circuits"?'],
    [
      'cnn-circuits',
      'x',
      '3: lecture 1 names no article: x\nThe articles are: cnn-circuits, guide, visualizing-convnets.',
    ],
    [
      '  - title: Town hall',
      '  - article: cnn-circuits',
      '4: article of two lectures: cnn-circuits, already lecture 1\nRemove one.',
    ],
    [
      'olah2020zoom',
      'olah2020zom',
      '6: unknown citation key: olah2020zom\nDid you mean "olah2020zoom"? A reading that no lecture cites has title: and url: instead.',
    ],
    [
      'Town hall',
      'Town hall\n    date: 18 March',
      '5: the course field lectures 2 date: not a date: "18 March"\nWrite it as in 2027-01-19.',
    ],
    [
      'Town hall',
      'Town hall\n    date: 2027-03-18\n    starts: 2 pm\n    ends: "15:00"',
      '6: the course field lectures 2 starts: not a time of day: "2 pm"\nWrite it as in "14:30".',
    ],
    [
      'Town hall',
      'Town hall\n    date: 2027-03-18\n    starts: "14:00"\n    ends: "15:00"',
      '6: lecture 2 has a time, the course no time zone\nAdd timezone: America/Chicago, or the name of yours.',
    ],
  ])('%s → %s', (from, to, message) => {
    expect(() => read(written.replace(from, to))).toThrow(`content/course.yaml:${message}`)
  })

  it.each([
    ['    place: Hall\n', 'has neither notes nor a title'],
    ['    title: A\n    starts: "14:00"\n    ends: "15:00"\n', 'starts at a time of no day'],
    ['    title: A\n    date: 2027-03-18\n    ends: "15:00"\n', 'has only one of starts: and ends:'],
    ['    title: A\n    date: 2027-03-18\n    starts: "15:00"\n    ends: "14:00"\n', 'ends before it starts'],
  ])('fields that do not go together: %s', (fields, message) => {
    expect(() => read(`title: A\ntimezone: UTC\nlectures:\n  -\n${fields}`)).toThrow(
      new RegExp(`^content/course.yaml:\\d+: the course field lectures 1: ${message}`),
    )
  })

  it.each([
    ['cite: olah2020zoom\n        title: A', 'names either none or two works'],
    ['url: /guide/', 'names either none or two works'],
    ['cite: olah2020zoom\n        url: /guide/', 'has an address beside its key'],
  ])('a reading that is none: %s', (fields, message) => {
    expect(() => read(written.replace('cite: olah2020zoom', fields))).toThrow(
      new RegExp(`^content/course.yaml:6: the course field lectures 2 readings 1: ${message}`),
    )
  })

  it('broken YAML, an item of an agenda, a file of another name', () => {
    expect(() => read('title: A: b\n')).toThrow(/^content\/course\.yaml:1: broken YAML in the course: /)
    expect(() => read('title: A\nlectures: []\n')).toThrow('content/course.yaml:2: the course field lectures: empty')
    expect(() => read(written.replace('    readings:', '    agenda: [{ title: A }]\n    readings:'))).toThrow(
      'content/course.yaml:5: the course field lectures 2 agenda 1: not an item of an agenda',
    )
    expect(() => checkFileName(['content/course.yaml', 'content/course.yml'])).toThrow(
      'content/course.yml: a course is read from course.yaml, not from course.yml\nRename or remove it.',
    )
    expect(() => checkFileName(['content/course.yaml'])).not.toThrow()
  })
})
