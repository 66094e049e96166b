import type { Element, Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { MdxJsxFlowElementHast, MdxJsxTextElementHast } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { ALLOWED_LINKS, isLink, isSource, sourcesOf } from '../../address.ts'
import { AuthorError, type Place } from './authorError.ts'
import { placeOf } from './jsx.ts'
import { literalValue } from './literalProps.ts'
import { runsScript } from './runsScript.ts'

/** Attributes whose address a reader follows. */
const LINKS = new Set(['href', 'xlink:href', 'action', 'formaction', 'cite', 'ping', 'longdesc', 'url'])
/** Attributes whose address a page loads by itself. */
const SOURCES = new Set(['src', 'srcset', 'imagesrcset', 'poster', 'data', 'background', 'manifest'])
/** Elements that load what their `href` names. */
const LOADING = new Set(['link', 'image', 'use', 'feimage', 'script'])

/**
 * Throws `AuthorError` for an address whose scheme is not among those of src/address.ts, in Markdown, in HTML written
 * as JSX and in the props of components; names each script of the author's own to `warn`, for it runs in every
 * reader's page.
 */
export function rehypeAddresses({ warn = console.warn }: { warn?: (message: string) => void } = {}) {
  return (tree: Root, file: VFile) => {
    const check = (element: string, attributes: [string, unknown][], place: Place) => {
      for (const [name, value] of attributes) checkAddress(element, name, value, place)
      const runs = runsScript(element, attributes)
      if (runs)
        warn(new AuthorError(place, runs, 'It was written in the article; remove it if it was not you.').message)
    }
    visit(tree as Nodes, (node) => {
      const place = placeOf(file, node)
      if (node.type === 'element') check(node.tagName, attributesOf(node), place)
      else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement')
        check(node.name ?? '', jsxAttributes(node), place)
      else if (node.type === 'raw')
        visit(fromHtml(node.value, { fragment: true }), 'element', (each) => {
          check(each.tagName, attributesOf(each), place)
        })
    })
  }
}

/** Throws `AuthorError` where an attribute of this name holds an address that no page may have. */
export function checkAddress(element: string, attribute: string, value: unknown, place: Place): void {
  const name = attribute.toLowerCase()
  const text = Array.isArray(value) ? value.join(', ') : value
  if (typeof text !== 'string') return
  const loads = SOURCES.has(name) || (name.endsWith('href') && LOADING.has(element.toLowerCase()))
  if (loads) {
    const refused = (name.endsWith('srcset') ? sourcesOf(text) : [text]).find((address) => !isSource(address))
    if (refused === undefined) return
    throw new AuthorError(
      place,
      `<${element}> loads what no page of the site may: ${attribute}="${refused}"`,
      'A page asks no other site for anything: save the file beside the article, as in ./picture.png, or in public/.',
    )
  }
  if (!LINKS.has(name) || isLink(text)) return
  throw new AuthorError(
    place,
    `<${element}> links to what is no page: ${attribute}="${text}"`,
    `Allowed are ${ALLOWED_LINKS}.`,
  )
}

/** As HTML names them: `srcSet` is `srcset`, `xLinkHref` is `xlink:href`. */
const attributesOf = ({ properties }: Element): [string, unknown][] =>
  Object.entries(properties).map(([name, value]) => [name.toLowerCase().replace(/^xlink:?/, 'xlink:'), value])

/** What is written as a literal; what is computed is checked in the built page. */
function jsxAttributes({ attributes }: MdxJsxFlowElementHast | MdxJsxTextElementHast): [string, unknown][] {
  return attributes.flatMap((attribute): [string, unknown][] => {
    if (attribute.type !== 'mdxJsxAttribute') return []
    const { name, value } = attribute
    if (typeof value !== 'object' || value === null) return [[name, value]]
    const statement = value.data?.estree?.body[0]
    const literal = statement?.type === 'ExpressionStatement' ? literalValue(statement.expression) : undefined
    return [[name, literal?.value]]
  })
}
