import { expect, it } from 'vitest'
import { readFrontMatter } from '../../src/article/markdown/readFrontMatter.ts'

const valid = `---
title: Curves
description: About curves.
authors:
  - name: Ada Lovelace
published: 2026-11-22
---

Text.
`
const read = (text: string) => readFrontMatter(text, 'content/a/index.mdx')

it('valid front matter is parsed, with defaults', () => {
  expect(read(valid)).toEqual({
    title: 'Curves',
    description: 'About curves.',
    authors: [{ name: 'Ada Lovelace' }],
    published: new Date('2026-11-22'),
    tags: [],
    draft: false,
    updates: [],
  })
})

it('a missing field says how to write it', () => {
  expect(() => read(valid.replace('title: Curves\n', ''))).toThrow(
    'content/a/index.mdx:2: missing field in front matter: title\nAdd title: Curve Detectors',
  )
  expect(() => read(valid.replace('name: Ada', 'url: https://ada.example # Ada'))).toThrow(
    'content/a/index.mdx:5: missing field in front matter: authors 1 name\nAdd name: Ada Lovelace',
  )
})

it('an unknown field is named with its line and the nearest known one', () => {
  expect(() => read(valid.replace('published: 2026-11-22', 'published: 2026-11-22\ntag: [x]'))).toThrow(
    'content/a/index.mdx:7: unknown field in front matter: tag\nDid you mean "tags"?',
  )
  expect(() => read(valid.replace('Lovelace', 'Lovelace\n    telephone: 7'))).toThrow(
    'content/a/index.mdx:6: unknown field in front matter: authors 1 telephone\n' +
      'The fields are: name, affiliation, orcid, url.',
  )
})

it('a misspelt field is called unknown, not missing', () => {
  expect(() => read(valid.replace('title:', 'titel:'))).toThrow(
    'content/a/index.mdx:2: unknown field in front matter: titel\nDid you mean "title"?',
  )
})

it('a value of the wrong form is echoed with the right form', () => {
  expect(() => read(valid.replace('2026-11-22', 'yesterday'))).toThrow(
    'content/a/index.mdx:6: front matter field published: not a date: "yesterday"\nWrite it as in 2026-11-22.',
  )
  expect(() => read(valid.replace('Lovelace', 'Lovelace\n    orcid: 12345'))).toThrow(
    /^content\/a\/index\.mdx:6: front matter field authors 1 orcid: /,
  )
  expect(() => read(valid.replace('---\n\n', 'doi: https://doi.org/10.1/x\n---\n\n'))).toThrow(
    'content/a/index.mdx:7: front matter field doi: not a DOI: "https://doi.org/10.1/x"\nWrite it as in 10.23915/distill.00024.001.',
  )
})

it('broken YAML and a lack of front matter are named with their line', () => {
  expect(() => read(valid.replace('About curves.', 'About: curves'))).toThrow(
    /^content\/a\/index\.mdx:3: broken YAML in front matter: .*\nPut a text that contains a colon/,
  )
  expect(() => read('Text.\n')).toThrow(
    'content/a/index.mdx:1: no front matter\nBegin the file with a line ---, the fields title, description, authors and published, and a line ---.',
  )
})
