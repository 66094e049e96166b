import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import type { Element, ElementContent, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { SKIP, visit } from 'unist-util-visit'
import { isLink, isSource } from '../../address.ts'

/** Elements that a feed reader cannot use, or that repeat what another says. */
const dropped = new Set(
  'script style template link input label select fieldset iframe object embed form meta base noscript animate set'.split(
    ' ',
  ),
)
/** Attributes that mean something outside the site. */
const kept =
  /^(href|src|alt|title|width|height|viewBox|d|x\d?|y\d?|c[xy]|r[xy]?|fill|stroke\w*|transform|points|textAnchor|display|colSpan|rowSpan)$/

/** After the build, gives each item of rss.xml its article: text, static figures, references. */
export function feedContent(base: string): AstroIntegration {
  return {
    name: 'feed-content',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        const path = join(root, 'rss.xml')
        if (!existsSync(path)) return
        let feed = await readFile(path, 'utf8')
        for (const [item, address] of feed.matchAll(/<item>.*?<link>(.*?)<\/link>.*?<\/item>/gs)) {
          const url = new URL(address)
          const page = join(root, url.pathname.slice(base.replace(/\/$/, '').length), 'index.html')
          const content = articleContent(await readFile(page, 'utf8'), url)
          const encoded = `<content:encoded><![CDATA[${content.replaceAll(']]>', ']]&gt;')}]]></content:encoded>`
          feed = feed.replace(item, () => item.replace('</item>', () => `${encoded}</item>`))
        }
        await writeFile(path, feed)
      },
    },
  }
}

/** The text and the references of an article's page as plain HTML with absolute addresses. */
export function articleContent(html: string, url: URL): string {
  const page = fromHtml(html)
  const parts: Element[] = []
  visit(page, 'element', (node) => {
    if (!hasClass(node, 'article-body') && !hasClass(node, 'references')) return undefined
    parts.push(node)
    return SKIP
  })
  for (const part of parts) {
    simplify(part, url, new Set())
    part.properties = {}
  }
  return parts.map((part) => toHtml(part.tagName === 'ol' ? part : fragment(part.children))).join('')
}

/** `shown` holds the addresses of the images so far: tiles of one sheet are the same image. */
function simplify(parent: Element, url: URL, shown: Set<string>): void {
  parent.children = parent.children.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return node.type === 'text' ? [node] : []
    if (dropped.has(node.tagName) || node.properties.popover !== undefined) return []
    if (node.properties.hidden || hasClass(node, 'act')) return []
    if (['katex-html', 'backlinks', 'figure-tools'].some((name) => hasClass(node, name))) return []
    if (node.tagName === 'annotation') return []
    const note = hasClass(node, 'note')
    // What a widget stands in and the spans of the shell are nothing but their children.
    const bare = hasClass(node, 'figure-live') || node.tagName === 'span'
    const number = hasClass(node, 'note-number')
    simplify(node, url, shown)
    if (number) return []
    if (note) {
      const [first] = node.children
      if (first?.type === 'text') first.value = first.value.trimStart()
      return [text(' ('), ...node.children, text(')')]
    }
    for (const name of Object.keys(node.properties)) {
      const value = node.properties[name]
      if (!kept.test(name)) delete node.properties[name]
      else if ((name === 'href' || name === 'src') && typeof value === 'string') {
        // An image in the address itself is not of this site, and needs no address.
        const address = name === 'src' && value.startsWith('data:') ? value : new URL(value, url).href
        if (name === 'href' ? isLink(address) : isSource(address) || address.startsWith(url.origin))
          node.properties[name] = address
        else delete node.properties[name]
      } else if (typeof value === 'string' && /url\(\s*["']?(?!#)/i.test(value)) delete node.properties[name]
    }
    if (node.tagName === 'img') {
      const src = String(node.properties.src)
      if (shown.has(src)) return []
      shown.add(src)
    }
    if (node.tagName === 'button') return node.children.some(isPicture) ? node.children : []
    return bare ? node.children : [node]
  })
}

const isPicture = (node: ElementContent) => node.type === 'element' && ['img', 'svg', 'picture'].includes(node.tagName)

const text = (value: string): ElementContent => ({ type: 'text', value })
const fragment = (children: RootContent[]): Root => ({ type: 'root', children })

function hasClass(node: Element, name: string): boolean {
  const classes = node.properties.className
  return Array.isArray(classes) && classes.includes(name)
}
