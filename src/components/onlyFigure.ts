import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { SKIP, visit } from 'unist-util-visit'

/**
 * The figure of a rendered article with the scripts and styles that the article brings along. Links to
 * other places of the article lead to `article`, in the whole window.
 */
export function onlyFigure(html: string, id: string, article: string): string {
  const page = fromHtml(html, { fragment: true })
  const kept: Element[] = []
  let figure: Element | undefined
  visit(page, 'element', (node) => {
    if (node.properties.id === id) {
      figure = node
      kept.push(node)
      return SKIP
    }
    if (node.tagName === 'script' || node.tagName === 'style') kept.push(node)
    return undefined
  })
  if (!figure) throw new Error(`no figure ${id} in ${article}`)
  visit(figure, 'element', (node) => {
    if (node.properties.id === `${id}-menu`) return SKIP
    const { href } = node.properties
    if (typeof href !== 'string' || !href.startsWith('#') || href === `#${id}`) return undefined
    node.properties.href = article + href
    node.properties.target = '_top'
    delete node.properties.dataPreview
    return undefined
  })
  const root: Root = { type: 'root', children: kept }
  return toHtml(root)
}
