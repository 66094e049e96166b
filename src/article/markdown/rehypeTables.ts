import type { Element, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'

/** Puts each table into a box that scrolls, from the keyboard too, where it is wider than the page. */
export function rehypeTables() {
  return (tree: Root) => {
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName !== 'table' || !parent || index === undefined) return
      const box: Element = {
        type: 'element',
        tagName: 'div',
        properties: { className: ['table-scroll'], tabIndex: 0, role: 'group', ariaLabel: 'Table' },
        children: [node],
      }
      parent.children[index] = box
      return SKIP
    })
  }
}
