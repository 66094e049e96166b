import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readBibliography } from '../../src/article/markdown/bibliography.ts'
import { readFrontMatter } from '../../src/article/markdown/readFrontMatter.ts'
import { newArticle } from '../../src/article/markdown/newArticle.ts'

const make = (slug?: string, contentDir = mkdtempSync(join(tmpdir(), 'content-'))) =>
  newArticle(slug, { contentDir, author: 'Ada "A." Lovelace', today: new Date('2026-11-22') })

it('a new article has valid front matter and every work it cites', () => {
  const path = make('my-lecture')
  const text = readFileSync(path, 'utf8')
  expect(readFrontMatter(text, path)).toMatchObject({
    title: 'My lecture',
    authors: [{ name: 'Ada "A." Lovelace' }],
    published: new Date('2026-11-22'),
    draft: true,
  })
  const library = readBibliography(join(path, '..', 'references.bib'))!
  const cited = [...text.matchAll(/<Cite id="([^"]+)"/g)].map((match) => match[1])
  expect(cited.length).toBeGreaterThan(0)
  expect([...library.keys()]).toEqual(expect.arrayContaining(cited))
})

it('a missing, taken or impossible name fails', () => {
  expect(() => make()).toThrow(/: no name given\nRun: npm run new -- my-lecture$/)
  expect(() => make('My Lecture')).toThrow(
    'folder name cannot be an address: My Lecture\nUse lower-case letters, digits and single hyphens, as in my-lecture.',
  )
  const contentDir = mkdtempSync(join(tmpdir(), 'content-'))
  make('twice', contentDir)
  expect(() => make('twice', contentDir)).toThrow(/twice: exists already\nChoose another name\.$/)
})
