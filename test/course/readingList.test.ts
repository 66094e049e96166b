import { expect, it } from 'vitest'
import type { CslItem } from '../../src/article/markdown/bibliography.ts'
import { readingList } from '../../src/course/readingList.ts'
import { fullCourse } from './courses.ts'

const [first, second] = fullCourse().lectures as [never, never]
const cited = (key: string, item: Omit<CslItem, 'id' | 'type'>) => ({
  key,
  number: 1,
  html: key,
  places: [],
  item: { id: key, type: 'article', ...item },
})

it('a work that two lectures cite under two keys stands once, with both', () => {
  const works = readingList([
    {
      lecture: first,
      references: [cited('a', { title: 'One', DOI: '10.1/X' }), cited('b', { title: 'Two', URL: 'https://x.org/' })],
    },
    {
      lecture: second,
      references: [cited('c', { title: 'One', DOI: '10.1/x' }), cited('d', { title: 'Two', URL: 'http://x.org' })],
    },
  ])
  expect(works.map(({ html, cited }) => [html, cited.map(({ reference }) => reference.key)])).toEqual([
    ['a', ['a', 'c']],
    ['b', ['b', 'd']],
  ])
})

it('works stand by the name of the first author and the year', () => {
  const by = (family: string, year: number, title: string) =>
    cited(title, { title, author: [{ family }], issued: { 'date-parts': [[year]] } })
  const works = readingList([
    {
      lecture: first,
      references: [by('Zeiler', 2014, 'z'), by('Olah', 2020, 'o2'), by('Olah', 2017, 'o1'), by('Ábalos', 2022, 'á')],
    },
  ])
  expect(works.map(({ html }) => html)).toEqual(['á', 'o1', 'o2', 'z'])
})
