import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { schemeOf } from '../../address.ts'
import { checkPicture } from './pictures/checkPicture.ts'
import { checkSvg } from './pictures/checkSvg.ts'
import { PictureError } from './pictures/pictureError.ts'
import { promised } from './pictures/pictureFormat.ts'
import { AuthorError, type Place } from './authorError.ts'
import { placeOf, stringAttribute } from './jsx.ts'

/** A picture that an article names, and where. */
interface Named {
  address: string
  place: Place
  /** By an import, which may make an SVG part of the page's own markup. */
  imported?: true
}

interface Options {
  base?: string
  /** Where `/picture.png` lies. */
  publicDir?: string
  warn?: (message: string) => void
}

/**
 * Reads every picture that an article names, in Markdown, as `<img>` or imported, before the build does. Throws
 * `AuthorError` at the place for one that cannot be shown whole: missing, broken, cut short, too large, not a file.
 * An SVG that holds scripts or fetches is named to `warn`: it is published without them (src/site/publish/safeSvgs.ts).
 */
export function remarkPictures({ base = '/', publicDir = 'public', warn = console.warn }: Options = {}) {
  return async (tree: Root, file: VFile) => {
    const folder = dirname(file.path)
    for (const { address, place, imported } of picturesOf(tree, file)) {
      const path = pathOf(address, { base, publicDir, folder })
      if (path === undefined) continue
      try {
        await checkPicture(path, address.startsWith('/') ? publicDir : folder)
        if (promised(path) !== 'SVG') continue
        const { sanitizeSvg } = await import('./pictures/sanitizeSvg.ts')
        const { removed } = sanitizeSvg(checkSvg(readFileSync(path)))
        if (removed.length === 0) continue
        const what = `picture ${address} holds what a page must not: ${removed.join(', ')}`
        if (imported)
          throw new AuthorError(place, what, 'Remove it, or show the file as ![…](./…) instead of importing it.')
        warn(new AuthorError(place, what, 'It is published without.').message)
      } catch (error) {
        if (!(error instanceof PictureError)) throw error
        throw new AuthorError(place, `picture ${address} ${error.message}`, error.remedy)
      }
    }
  }
}

function picturesOf(tree: Root, file: VFile): Named[] {
  const named: Named[] = []
  const defined = new Map<string, string>()
  visit(tree, 'definition', ({ identifier, url }) => void defined.set(identifier, url))
  visit(tree, (node) => {
    const place = placeOf(file, node)
    if (node.type === 'image') named.push({ address: node.url, place })
    else if (node.type === 'imageReference') {
      const address = defined.get(node.identifier)
      if (address !== undefined) named.push({ address, place })
    } else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
      if (node.name !== 'img') return
      const literal = node.attributes.some(
        (each) => 'name' in each && each.name === 'src' && typeof each.value === 'string',
      )
      const address = literal ? stringAttribute(file, node, 'src') : undefined
      if (address !== undefined) named.push({ address, place })
    } else if (node.type === 'mdxjsEsm')
      for (const statement of node.data?.estree?.body ?? []) {
        const source = statement.type === 'ImportDeclaration' ? String(statement.source.value) : ''
        if (/^\.\.?\//.test(source) && promised(source.replace(/[?#].*/, '')))
          named.push({ address: source, place, imported: true })
      }
  })
  return named
}

/** Where the file of an address lies; undefined for one that holds its picture in itself or is another site's. */
function pathOf(address: string, { base, publicDir, folder }: { base: string; publicDir: string; folder: string }) {
  if (schemeOf(address) !== '') return undefined
  let path = address.replace(/[?#].*/, '')
  try {
    path = decodeURI(path)
  } catch {
    // A percent sign that stands for itself.
  }
  if (!path.startsWith('/')) return join(folder, path)
  const prefix = base.replace(/\/$/, '')
  return join(publicDir, path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path)
}
