import type { Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { isComponent } from './jsx.ts'

/** Puts before the children of each `<Example>` the MDX they were written as. */
export function remarkExamples() {
  return (tree: Root, file: VFile) => {
    visit(tree, (node) => {
      if (!isComponent(node) || node.name !== 'Example') return
      const start = node.children[0]?.position?.start.offset
      const end = node.children.at(-1)?.position?.end.offset
      if (start === undefined || end === undefined) return
      const value = String(file.value).slice(start, end)
      node.children = [{ type: 'code', lang: 'mdx', value }, ...node.children] as never
      return SKIP
    })
  }
}
