import { expect, it } from 'vitest'
import { remarkElements, requireElements } from '../../src/article/markdown/remarkElements.ts'
import { runRemark } from './markdown.ts'

it('elements that the article does not import itself are expected from the page', () => {
  const { frontMatter } = runRemark(
    'import Chart from "./Chart.astro"\n\nexport const Two = () => 2\n\n<Chart />\n\n<Two />\n\nA<Note>b</Note> <Note>c</Note>\n',
    remarkElements(),
  )
  expect(frontMatter.elements).toEqual([{ name: 'Note', line: 9, column: 2 }])
})

it('an unknown element names its place and the nearest known one', () => {
  const use = { name: 'FeatureGird', line: 4, column: 1 }
  const path = 'content/a/index.mdx'
  expect(() => requireElements([use], ['Note', 'FeatureGrid'], path)).toThrow(
    'content/a/index.mdx:4:1: unknown element: <FeatureGird>\nDid you mean <FeatureGrid>?',
  )
  expect(() => requireElements([{ ...use, name: 'Xyz' }], ['Note', 'Cite'], path)).toThrow(
    'unknown element: <Xyz>\nThere are: Cite, Note. Others are imported at the top of the article.',
  )
  expect(() => requireElements([use], ['FeatureGird'], path)).not.toThrow()
})
