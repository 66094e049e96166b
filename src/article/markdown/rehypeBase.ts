import type { Root } from 'hast'
import { visit } from 'unist-util-visit'
import { joinBase } from '../../base.ts'

const addresses = ['href', 'src', 'poster']

/** Puts the site's base before root-relative addresses, in Markdown and in HTML written as JSX. */
export function rehypeBase({ base }: { base: string }) {
  return (tree: Root) => {
    visit(tree, (node) => {
      if (node.type === 'element') {
        for (const name of addresses) {
          const value = node.properties[name]
          if (typeof value === 'string') node.properties[name] = joinBase(base, value)
        }
      } else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
        if (/^[A-Z]/.test(node.name ?? '')) return
        for (const attribute of node.attributes) {
          if (attribute.type !== 'mdxJsxAttribute' || !addresses.includes(attribute.name)) continue
          if (typeof attribute.value === 'string') attribute.value = joinBase(base, attribute.value)
        }
      }
    })
  }
}
