import { expect, it } from 'vitest'
import { remarkNotes } from '../../src/article/markdown/remarkNotes.ts'
import { propsOf, runRemark } from './markdown.ts'

it('notes are numbered in reading order', () => {
  const { tree } = runRemark('A<Note>one</Note> b<Note>two</Note>.\n', remarkNotes())
  expect(propsOf(tree, 'Note')).toEqual([{ number: 1 }, { number: 2 }])
})

it('a note between paragraphs fails, because it belongs to no word', () => {
  expect(() => runRemark('Text.\n\n<Note>\n\nAlone.\n\n</Note>\n', remarkNotes())).toThrow(
    'content/a/index.mdx:3:1: <Note> stands between paragraphs\n' +
      'Write it inside a paragraph, right after the word it explains; for a remark of its own use <Aside>.',
  )
})
