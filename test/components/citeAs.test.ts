import { expect, it } from 'vitest'
import { attribution, bibtex, invertName } from '../../src/article/citeAs.ts'
import { citationReference, scholarlyArticle } from '../../src/site/scholar.ts'
import { type FrontMatter, frontMatterSchema } from '../../src/article/markdown/frontMatter.ts'
import { site } from '../../src/site.ts'

const article = (names: string[]): FrontMatter =>
  frontMatterSchema.parse({
    title: 'Curves & Lines',
    description: 'D.',
    authors: names.map((name) => ({ name })),
    published: new Date('2026-11-22'),
    doi: '10.1234/x',
  })

it('a person is inverted, a group stays whole', () => {
  expect(invertName('Augusta Ada Lovelace')).toBe('Lovelace, Augusta Ada')
  expect(invertName('The Retort authors')).toBe('The Retort authors')
  expect(invertName('Plato')).toBe('Plato')
})

it('the attribution shortens from three authors on', () => {
  expect(attribution(article(['Ada Lovelace', 'Charles Babbage']))).toBe(
    `Lovelace & Babbage, "Curves & Lines", ${site.name}, 2026.`,
  )
  expect(attribution(article(['Ada Lovelace', 'Charles Babbage', 'Mary Somerville']))).toBe(
    `Lovelace, et al., "Curves & Lines", ${site.name}, 2026.`,
  )
})

it('the BibTeX entry escapes TeX and keeps groups whole', () => {
  expect(bibtex('my-curves', article(['Ada Lovelace', 'The Analysts']), 'https://x.org/my-curves/')).toBe(
    `@article{lovelace2026curves,
  author = {Lovelace, Ada and {The Analysts}},
  title = {Curves \\& Lines},
  journal = {${site.name}},
  year = {2026},
  url = {https://x.org/my-curves/},
  doi = {10.1234/x}
}`,
  )
})

it('a reference is written as Google Scholar reads it', () => {
  expect(
    citationReference({
      id: 'a',
      type: 'article-journal',
      title: 'Zoom In',
      author: [{ family: 'Olah', given: 'Chris' }, { literal: 'Distill' }],
      issued: { 'date-parts': [[2020, 3]] },
      'container-title': 'Distill',
      DOI: '10.23915/distill.00024.001',
    }),
  ).toBe(
    'citation_title=Zoom In; citation_author=Olah, Chris; citation_author=Distill; ' +
      'citation_publication_date=2020/3; citation_journal_title=Distill; citation_doi=10.23915/distill.00024.001',
  )
})

it('structured data names addresses only where the site knows its own', () => {
  const data = scholarlyArticle(article(['Ada Lovelace']))
  expect(data).toMatchObject({
    '@type': 'ScholarlyArticle',
    headline: 'Curves & Lines',
    author: [{ '@type': 'Person', name: 'Ada Lovelace' }],
    datePublished: '2026-11-22',
  })
  expect(data).not.toHaveProperty('url')
})
