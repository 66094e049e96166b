import { expect, it } from 'vitest'
import { slugOf } from '../../src/markdown/article-loader.ts'

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
