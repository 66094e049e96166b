import { expect, it } from 'vitest'
import { remarkExamples } from '../../src/article/markdown/remarkExamples.ts'
import { runRemark } from './markdown.ts'

it('an example begins with its own source', () => {
  const { tree } = runRemark('<Example>\nA *word*<Note>n</Note>.\n\nMore.\n</Example>\n', remarkExamples())
  const [example] = tree.children as { children: { type: string; value?: string }[] }[]
  expect(example.children.map(({ type }) => type)).toEqual(['code', 'paragraph', 'paragraph'])
  expect(example.children[0].value).toBe('A *word*<Note>n</Note>.\n\nMore.')
})
