import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { affectedBy } from '../../src/article/markdown/bibliographyWatch.ts'

const content = mkdtempSync(join(tmpdir(), 'content-'))
afterAll(() => rmSync(content, { recursive: true }))
const at = (slug: string, name = 'index.mdx') => join(content, slug, name)
for (const [slug, text] of [
  ['one', 'See <Ref to="two#fig-a" />.'],
  ['two', 'See <Ref to="fig-a" />.'],
  ['three', 'No reference.'],
] as const) {
  mkdirSync(join(content, slug))
  writeFileSync(at(slug), text)
}

it('what an article reads beside its own text renders it again', () => {
  expect(affectedBy(at('three', 'references.bib'), content)).toEqual([at('three')])
  expect(affectedBy(at('two'), content)).toEqual([at('one')])
  expect(affectedBy(join(content, 'course.yaml'), content)).toEqual([at('one')])
  expect(affectedBy(at('one'), content)).toEqual([])
  expect(affectedBy(at('one', 'claims.ts'), content)).toEqual([])
})
