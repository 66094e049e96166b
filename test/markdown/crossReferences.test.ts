import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { remarkLabels } from '../../src/article/markdown/remarkLabels.ts'
import { propsOf, runRemark } from './markdown.ts'

let content = ''
const article = (slug: string, text: string, more = '') => {
  mkdirSync(join(content, slug), { recursive: true })
  writeFileSync(
    join(content, slug, 'index.mdx'),
    `---\ntitle: About ${slug}\ndescription: D.\nauthors:\n  - name: Ada Lovelace\npublished: 2026-11-22\n${more}---\n\n${text}`,
  )
}
const refer = (to: string) => {
  const path = join(content, 'here', 'index.mdx')
  return propsOf(runRemark(`See <Ref to="${to}" />.\n`, remarkLabels(), path).tree, 'Ref')[0]!.label
}
const message = (to: string) => {
  try {
    refer(to)
    return ''
  } catch (error) {
    return (error as Error).message.replace(relative(process.cwd(), content), 'content')
  }
}

beforeAll(() => {
  content = mkdtempSync(join(tmpdir(), 'content-'))
  article('here', 'Text.')
  article(
    'far',
    '## One {/* #one */}\n\n<Grid id="fig-a" />\n\n<Curve id="fig-b" />\n\n<Claim id="claim-c">It is so.</Claim>\n',
  )
  article('unfinished', '<Grid id="fig-a" />\n', 'draft: true\n')
})
afterAll(() => rmSync(content, { recursive: true }))

it('what another article numbers is referred to by slug and id', () => {
  expect(refer('far#fig-b')).toEqual({ kind: 'figure', number: '2', article: { slug: 'far', title: 'About far' } })
  expect(refer('far#claim-c')).toMatchObject({ kind: 'claim', number: '1' })
  expect(refer('far#one')).toMatchObject({ kind: 'section', number: '1', title: 'One' })
})

it('an article that has changed is read anew', () => {
  article('changing', '<Grid id="fig-a" />\n')
  expect(refer('changing#fig-a')).toMatchObject({ number: '1' })
  article('changing', '<Grid id="fig-0" />\n\n<Grid id="fig-a" />\n')
  expect(refer('changing#fig-a')).toMatchObject({ number: '2' })
})

it('a lecture is referred to by its number in the course', () => {
  writeFileSync(join(content, 'course.yaml'), 'title: Course\nlectures:\n  - title: First\n  - article: far\n')
  expect(refer('far#fig-a')).toMatchObject({ article: { slug: 'far', lecture: 2 } })
  rmSync(join(content, 'course.yaml'))
})

it('no article, nothing in it, and a draft are named with what there is', () => {
  expect(message('fra#fig-a')).toBe(
    'content/here/index.mdx:1:5: <Ref to="fra#fig-a" /> points into no article: fra\nDid you mean "far#fig-a"?',
  )
  expect(message('elsewhere#fig-a')).toContain('\nThe articles are: ')
  expect(message('far#fig-bb')).toContain(
    'content/here/index.mdx:1:5: <Ref to="far#fig-bb" /> points to nothing\nDid you mean "far#fig-b"? Ids of figures',
  )
  expect(message('far#nowhere-near')).toContain('\nfar has: one, fig-a, fig-b, claim-c. Ids of figures')
  expect(message('unfinished#fig-a')).toBe(
    'content/here/index.mdx:1:5: <Ref to="unfinished#fig-a" /> points into a draft, which the built site lacks\n' +
      `Remove draft: true from ${content.split('/').at(-1)}/unfinished/index.mdx, or make this article a draft, too.`,
  )
})
