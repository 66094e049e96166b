import type { CslItem } from '../article/markdown/bibliography.ts'
import type { Reference } from '../article/markdown/remarkCites.ts'
import type { Lecture } from './readCourse.ts'

/** A work, and the lectures that cite it. */
export interface ReadWork {
  item: CslItem
  html: string
  cited: { lecture: Lecture; reference: Reference }[]
}

/**
 * The works that lectures cite, each once, by name of the first author and year. Two entries are the same work where
 * they have the same DOI, else address, else title; the bibliographies of two lectures may call it by different keys.
 */
export function readingList(lectures: readonly { lecture: Lecture; references: readonly Reference[] }[]): ReadWork[] {
  const works = new Map<string, ReadWork>()
  for (const { lecture, references } of lectures)
    for (const reference of references) {
      const { item, html } = reference
      const work = works.get(identity(item)) ?? { item, html, cited: [] }
      work.cited.push({ lecture, reference })
      works.set(identity(item), work)
    }
  const order = new Intl.Collator('en')
  return [...works.values()].sort((a, b) => order.compare(place(a.item), place(b.item)))
}

const identity = ({ DOI, URL, title = '' }: CslItem): string =>
  DOI?.toLowerCase() ?? URL?.replace(/^https?:|\/$/g, '') ?? title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')

/** What a work is sorted by. */
const place = ({ author = [], issued, title = '' }: CslItem): string =>
  [author[0]?.family ?? author[0]?.literal ?? '', issued?.['date-parts']?.[0]?.[0] ?? '', title].join(' ')
