import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { AuthorError } from './authorError.ts'
import { isComponent, placeOf, setProp } from './jsx.ts'

/** Numbers `<Note>`; each gets a literal prop `number`. A note between paragraphs belongs to no word. */
export function remarkNotes() {
  return (tree: Root, file: VFile) => {
    let number = 0
    visit(tree, (node) => {
      if (!isComponent(node) || node.name !== 'Note') return
      if (node.type === 'mdxJsxFlowElement') {
        throw new AuthorError(
          placeOf(file, node),
          '<Note> stands between paragraphs',
          'Write it inside a paragraph, right after the word it explains; for a remark of its own use <Aside>.',
        )
      }
      setProp(node, 'number', ++number)
    })
  }
}
