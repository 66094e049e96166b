import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { articleSlugs, figuresIn, readFigures } from '../../precompute/articles.ts'
import { contentFolder } from './bench.ts'

const figures = (mdx: string) => figuresIn(mdx, 'content/circles/index.mdx', ['Grid', 'Dial'])

describe('figuresIn', () => {
  it('finds figures at any depth, with their line, and nothing else', () => {
    const mdx = `---
title: "a < b {"
draft: true
---

Text with $x_{\\alpha}$ and <Grid id="inline" />.

<Aside>
  <Dial id="deep">
    A *caption*.
  </Dial>
</Aside>

<Other id="no" />
\`<Grid />\`
`
    expect(figures(mdx).map(({ name, props, place }) => [name, props.id, place.line])).toEqual([
      ['Grid', 'inline', 6],
      ['Dial', 'deep', 9],
    ])
  })

  it('reads literals of every kind', () => {
    const [grid] = figures(
      '<Grid a="text" b={3} c={-1.5} d e={false} f={null} g={[1, "two", [true]]} h={{ x: 1, "y z": { w: 2 } }} i={`plain`} />',
    )
    expect(grid.props).toEqual({
      a: 'text',
      b: 3,
      c: -1.5,
      d: true,
      e: false,
      f: null,
      g: [1, 'two', [true]],
      h: { x: 1, 'y z': { w: 2 } },
      i: 'plain',
    })
  })

  it.each([
    ['units={list}', 'list'],
    ['units={a + b}', 'a + b'],
    ['units={[1, x]}', '[1, x]'],
    ['units={{ [k]: 1 }}', '{ [k]: 1 }'],
    ['units={{ k }}', '{ k }'],
    ['units={[...all]}', '[...all]'],
    ['units={`a${b}`}', '`a${b}`'],
    ['units={/x/}', '/x/'],
    ['units={f()}', 'f()'],
  ])('refuses %s with file and line, and says what to write', (prop, code) => {
    expect(() => figures(`\n\n<Grid ${prop} />`)).toThrow(
      `content/circles/index.mdx:3:1: <Grid> has a computed units: {${code}}\nWrite it as a literal, as in units="…"`,
    )
  })

  it('refuses spread props', () => {
    expect(() => figures('<Grid {...props} />')).toThrow(
      'content/circles/index.mdx:1:1: <Grid> has computed props: {...props}\nWrite each prop by its name',
    )
  })

  it('says where an article is not valid MDX', () => {
    expect(() => figures('fine\n\n{ 1 +')).toThrow(
      /^content\/circles\/index\.mdx:3(:\d+)?: the article is not valid MDX: .*\nMend it there/,
    )
  })
})

describe('readFigures', () => {
  const content = () => contentFolder({ two: '<Grid id="2" />', one: '<Grid id="1" />', _draft: '<Grid id="3" />' })

  it('reads all articles in the order of their slugs, or the one named', () => {
    const folder = content()
    expect(articleSlugs(folder)).toEqual(['one', 'two'])
    expect(readFigures(folder, [], ['Grid']).map(({ props }) => props.id)).toEqual(['1', '2'])
    const [two] = readFigures(folder, ['two'], ['Grid'])
    expect(two.place.path).toBe(join(folder, 'two', 'index.mdx'))
  })

  it('names the articles there are', () => {
    expect(() => readFigures(content(), ['three'], ['Grid'])).toThrow(
      /^unknown article: three\n.*content holds one, two; an article is a folder with an index\.mdx\.$/,
    )
  })
})
