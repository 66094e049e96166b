import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toText } from 'hast-util-to-text'
import katex from 'katex'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { AuthorError } from './authorError.ts'
import { frontMatter, placeOf } from './jsx.ts'

/**
 * Sets the mathematics that remark-math found, at build time: MathML for assistive technology and
 * search, HTML for the eye. Tells the page `hasMath`. A mistake in the TeX is an `AuthorError`.
 */
export function rehypeMath() {
  return (tree: Root, file: VFile) => {
    visit(tree, 'element', (node, index, parent) => {
      const displayed = node.tagName === 'pre' && hasClass(node.children[0], 'math-display')
      if (!parent || index === undefined || (!displayed && !hasClass(node, 'math-inline'))) return
      const math = fromHtml(render(toText(node, { whitespace: 'pre' }), displayed, file, node), {
        fragment: true,
      })
      visit(math, 'element', (each) => {
        // Search would index the same formula three times: keep the MathML, not its copies.
        const copy = hasClass(each, 'katex-html') || each.tagName === 'annotation'
        if (copy) each.properties['data-pagefind-ignore'] = ''
        delete each.position
      })
      const children = math.children as Element[]
      parent.children[index] = displayed ? scroller(children) : children[0]
      frontMatter(file).hasMath = true
      return SKIP
    })
  }
}

function render(tex: string, displayMode: boolean, file: VFile, node: Element): string {
  try {
    return katex.renderToString(tex.trim(), { displayMode, throwOnError: true, strict: 'ignore' })
  } catch (error) {
    const reason = (error as Error).message.replace(/^KaTeX parse error: /, '').replace(/\u0332/g, '')
    throw new AuthorError(
      placeOf(file, node),
      `mistake in a formula: ${reason}`,
      'Mend the TeX; https://katex.org/docs/supported lists what is known. Write a dollar sign as \\$.',
    )
  }
}

/** A formula wider than a phone scrolls in its own box, from the keyboard too. */
const scroller = (children: Element[]): Element => ({
  type: 'element',
  tagName: 'div',
  properties: { className: ['math-scroll'], tabIndex: 0, role: 'group', ariaLabel: 'Formula' },
  children,
})

function hasClass(node: unknown, name: string): boolean {
  const element = node as Element | undefined
  const classes = element?.type === 'element' && element.properties.className
  return Array.isArray(classes) && classes.includes(name)
}
