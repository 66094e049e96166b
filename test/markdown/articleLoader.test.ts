import { expect, it } from 'vitest'
import { checkArticle, slugOf } from '../../src/article/markdown/articleLoader.ts'

it('the folder is the slug', () => {
  expect(slugOf('my-lecture/index.mdx')).toBe('my-lecture')
})

it('a folder that cannot be an address, and one that the site uses itself, fail', () => {
  expect(() => slugOf('My Lecture/index.mdx')).toThrow(
    'content/My Lecture/index.mdx: folder name cannot be an address: My Lecture\n' +
      'Use lower-case letters, digits and single hyphens, as in my-lecture.',
  )
  expect(() => slugOf('tags/index.mdx')).toThrow(
    'content/tags/index.mdx: folder name is taken by the site itself: tags\nUse another name.',
  )
})

it('a neighbour that is no article is named with its line', () => {
  const text = `---
title: T
description: D.
authors:
  - name: Ada Lovelace
published: 2026-11-22
next: cnn-circiuts
---
`
  const check = (slugs: string[]) => checkArticle(text, 'content/a/index.mdx', slugs)
  expect(() => check(['a', 'cnn-circuits'])).toThrow(
    'content/a/index.mdx:7: next names no article: cnn-circiuts\nDid you mean "cnn-circuits"?',
  )
  expect(() => check(['a', 'guide'])).toThrow('The articles are: a, guide.')
  expect(() => check(['a', 'cnn-circiuts'])).not.toThrow()
})
