import { expect, it } from 'vitest'
import { joinBase } from '../../src/base.ts'
import { rehypeBase } from '../../src/article/markdown/rehypeBase.ts'
import { rehypeTables } from '../../src/article/markdown/rehypeTables.ts'
import { runRehype } from './markdown.ts'

it('root-relative links and images get the base, others stay', () => {
  const html = runRehype(
    '[a](/guide/) ![b](/pic.png) [c](#here) [d](./near) [e](https://x.org/) [f](//x.org/)\n',
    rehypeBase({ base: '/a/b/' }),
  )
  expect(html).toBe(
    '<p><a href="/a/b/guide/">a</a> <img src="/a/b/pic.png" alt="b"> <a href="#here">c</a> ' +
      '<a href="./near">d</a> <a href="https://x.org/">e</a> <a href="//x.org/">f</a></p>',
  )
})

it('joinBase is the same with and without a slash at the end of the base, and when done twice', () => {
  expect(joinBase('/a/b', '/x/')).toBe('/a/b/x/')
  expect(joinBase('/a/b/', '/x/')).toBe('/a/b/x/')
  expect(joinBase('/a/b/', '/a/b/x/')).toBe('/a/b/x/')
  expect(joinBase('/', '/x/')).toBe('/x/')
  expect(joinBase('/a/b/', '/')).toBe('/a/b/')
})

it('a table stands in a box that scrolls', () => {
  expect(runRehype('| a |\n| - |\n| b |\n', rehypeTables())).toMatch(
    /^<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>/,
  )
})
