import { expect, it } from 'vitest'
import { remarkLabels } from '../../src/article/markdown/remarkLabels.ts'
import { propsOf, runRemark } from './markdown.ts'

const label = (text: string) => runRemark(text, remarkLabels())

it('figures, equations and tables are numbered apart, in reading order', () => {
  const { tree } = label(
    '<Grid id="fig-a" />\n\n<Equation id="eq-x">\n\n$$\nx\n$$\n\n</Equation>\n\n<Table id="tab-t" />\n\n<Curve id="fig-b">Caption.</Curve>\n',
  )
  expect(propsOf(tree, 'Grid')).toEqual([{ id: 'fig-a', number: 1 }])
  expect(propsOf(tree, 'Equation')).toEqual([{ id: 'eq-x', number: 1 }])
  expect(propsOf(tree, 'Table')).toEqual([{ id: 'tab-t', number: 1 }])
  expect(propsOf(tree, 'Curve')).toEqual([{ id: 'fig-b', number: 2 }])
})

it('a component whose id has no known prefix is left alone', () => {
  expect(propsOf(label('<Widget id="curves" />').tree, 'Widget')).toEqual([{ id: 'curves' }])
})

it('a number that an author wrote is replaced', () => {
  const { tree } = label('<Grid id="fig-a" number={7} />')
  expect(propsOf(tree, 'Grid')).toEqual([{ id: 'fig-a', number: 1 }])
})

it('sections are numbered by level, and by letters in the appendix', () => {
  const { frontMatter } = label(
    '## One\n\n### One one\n\n### One two\n\n## Two\n\n### Two one\n\n#### Deeper\n\n<Appendix>\n\n## More\n\n### Details\n\n</Appendix>\n',
  )
  expect(frontMatter.sections).toEqual([
    { id: 'one', number: '1', title: 'One', depth: 2 },
    { id: 'one-one', number: '1.1', title: 'One one', depth: 3 },
    { id: 'one-two', number: '1.2', title: 'One two', depth: 3 },
    { id: 'two', number: '2', title: 'Two', depth: 2 },
    { id: 'two-one', number: '2.1', title: 'Two one', depth: 3 },
    { id: 'more', number: 'A', title: 'More', depth: 2 },
    { id: 'details', number: 'A.1', title: 'Details', depth: 3 },
  ])
})

it('a comment at the end of a heading is its id', () => {
  const { frontMatter } = label('## What weights *comprise* a circuit? {/* #weights */}\n')
  expect(frontMatter.sections).toEqual([
    { id: 'weights', number: '1', title: 'What weights comprise a circuit?', depth: 2 },
  ])
})

it('equal headings get different ids', () => {
  const { frontMatter } = label('## Method\n\n## Method\n')
  expect((frontMatter.sections as { id: string }[]).map(({ id }) => id)).toEqual(['method', 'method-1'])
})

it('a reference may stand before what it points to', () => {
  const { tree } = label('See <Ref to="fig-b" /> and <Ref to="end" />.\n\n<G id="fig-b" />\n\n## End\n')
  expect(propsOf(tree, 'Ref')).toEqual([
    { to: 'fig-b', label: { kind: 'figure', number: '1' } },
    { to: 'end', label: { kind: 'section', number: '1', title: 'End' } },
  ])
})

it('the caption of a table knows its number', () => {
  const { tree } = label('<Table id="tab-t">\n\n<Caption>Text.</Caption>\n\n</Table>\n')
  expect(propsOf(tree, 'Caption')).toEqual([{ kind: 'table', number: 1, of: 'tab-t' }])
})

it('a reference to nothing names its place and the nearest id', () => {
  expect(() => label('\nSee <Ref to="fig-curvse" />.\n\n<G id="fig-curves" />\n')).toThrow(
    'content/a/index.mdx:2:5: <Ref to="fig-curvse" /> points to nothing\nDid you mean "fig-curves"? ' +
      "Ids of figures start with fig-, of equations eq-, of tables tab-, of claims claim-, of exercises ex-; a section's id is its heading in lower case with hyphens.",
  )
})

it('a reference to nothing lists what there is when nothing is near', () => {
  expect(() => label('<Ref to="xyz" />\n\n<G id="fig-curves" />\n\n## The end\n')).toThrow(
    'This article has: fig-curves, the-end.',
  )
})

it('a second use of an id fails', () => {
  expect(() => label('<G id="fig-a" />\n\n<H id="fig-a" />\n')).toThrow(
    'content/a/index.mdx:3:1: duplicate id: fig-a, already figure 1\nGive one of the two another id.',
  )
})

it('a reference without a target and one with a computed target fail', () => {
  expect(() => label('<Ref />')).toThrow('content/a/index.mdx:1:1: <Ref> has no to\nWrite <Ref to="fig-curves" />.')
  expect(() => label('<Ref to={x} />')).toThrow(
    'content/a/index.mdx:1:1: <Ref> has a computed to: {x}\nWrite it as a literal, as in to="…": it is read before any code runs.',
  )
})
