import { dirname, join } from 'node:path'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { nearest } from '../../vocabulary/nearest.ts'
import { AuthorError } from './authorError.ts'
import { type CslItem, formatReference, type Library, readBibliography, shortNames } from './bibliography.ts'
import { frontMatter, isComponent, type JsxElement, placeOf, requiredAttribute, setProp } from './jsx.ts'

/** One work that a `<Cite>` names. */
export interface Citation {
  key: string
  /** Its number in the bibliography, from 1. */
  number: number
  /** Id of this place, which the bibliography links back to. */
  place: string
  names: string
}

/** One entry of the article's bibliography, in order of first citation. */
export interface Reference {
  key: string
  number: number
  html: string
  item: CslItem
  /** Ids of the places that cite it. */
  places: string[]
}

/**
 * Resolves `<Cite id="one two" />` from `references.bib` beside the article.
 * Each element gets a literal prop `citations` (`Citation[]`); the page receives `references`.
 */
export function remarkCites({ style }: { style: string }) {
  return (tree: Root, file: VFile) => {
    const path = join(dirname(file.path), 'references.bib')
    const library = readBibliography(path)
    const references = new Map<string, Reference>()

    visit(tree, (node, index, parent) => {
      if (!isComponent(node) || node.name !== 'Cite') return
      const ids = requiredAttribute(file, node, 'id', '<Cite id="olah2020zoom" />')
      const citations = ids.split(/[\s,;]+/).map((key): Citation => {
        const item = lookUp(file, node, key, library)
        const number = references.get(key)?.number ?? references.size + 1
        const reference = references.get(key) ?? {
          key,
          number,
          html: formatReference(item, style),
          item,
          places: [],
        }
        references.set(key, reference)
        const place = `cite-${key}-${reference.places.length + 1}`
        reference.places.push(place)
        return { key, number, place, names: shortNames(item) }
      })
      setProp(node, 'citations', citations)
      // A bracket never begins a line.
      const before = parent?.children[(index ?? 0) - 1]
      if (before?.type === 'text') before.value = before.value.replace(/[ \n]+$/, '\u00a0')
    })
    frontMatter(file).references = [...references.values()]
  }
}

function lookUp(file: VFile, node: JsxElement, key: string, library: Library | undefined): CslItem {
  if (!library) {
    throw new AuthorError(
      placeOf(file, node),
      `<Cite id="${key}" /> without a bibliography`,
      'Put the entry into a file references.bib beside the article.',
    )
  }
  const entry = library.get(key)
  if (entry) return entry.item
  const close = nearest(key, [...library.keys()])
  throw new AuthorError(
    placeOf(file, node),
    `unknown citation key: ${key}`,
    `${close ? `Did you mean "${close}"? Otherwise add` : 'Add'} @article{${key}, …} to references.bib beside the article.`,
  )
}
