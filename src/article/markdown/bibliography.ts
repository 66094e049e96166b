import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ElementContent, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { type Schema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { SKIP, visit } from 'unist-util-visit'
import { DOI as isDoi, isWebAddress } from '../../address.ts'
import { AuthorError, type Place } from './authorError.ts'

/** The CSL-JSON fields that the site reads. */
export interface CslItem {
  id: string
  type: string
  title?: string
  author?: { family?: string; given?: string; literal?: string }[]
  issued?: { 'date-parts'?: number[][] }
  'container-title'?: string
  publisher?: string
  volume?: string
  issue?: string
  page?: string
  DOI?: string
  URL?: string
}

export interface Entry {
  key: string
  /** Line of `@type{key` in the file, from 1. */
  line: number
  item: CslItem
}

/** Entries by key, in file order. */
export type Library = Map<string, Entry>

// citation-js is CommonJS without types; its plugins register themselves on the core they share.
const require = createRequire(import.meta.url)
const { Cite } = require('@citation-js/core') as {
  Cite: new (data: unknown) => {
    data: CslItem[]
    format(kind: 'bibliography', options: Record<string, string>): string
  }
}
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-csl')

const entryTypes =
  'article artwork audio bibnote book bookinbook booklet collection conference dataset electronic ' +
  'image inbook incollection inproceedings inreference letter manual mastersthesis misc movie music ' +
  'mvbook mvcollection mvproceedings mvreference online patent periodical phdthesis proceedings ' +
  'reference report review set software standard suppbook suppcollection suppperiodical techreport ' +
  'thesis unpublished video www'
const knownTypes = new Set(entryTypes.split(' '))

/**
 * Parses BibTeX, entry by entry, so that one broken entry is named with its own line.
 * Throws `AuthorError` for a broken entry, an unknown type, a second use of a key and a lack of title.
 */
export function parseBibliography(text: string, path: string): Library {
  const library: Library = new Map()
  const chunks = splitEntries(text)
  const macros = chunks
    .filter(({ type }) => type === 'string')
    .map((chunk) => chunk.text.trim())
    .join(' ')
  for (const { type, line, text } of chunks) {
    if (type === 'string' || type === 'comment' || type === 'preamble') continue
    if (!knownTypes.has(type)) {
      throw new AuthorError(
        { path, line },
        `unknown BibTeX entry type: @${type}`,
        'Use a type such as @article, @inproceedings, @book, @phdthesis, @software, @online or @misc.',
      )
    }
    const key = /^\s*@\w+\s*[{(]\s*([^\s,{}()=]+)\s*,/.exec(text)?.[1]
    if (!key) {
      throw new AuthorError(
        { path, line },
        `BibTeX entry without a key: ${text.trim().split('\n')[0]}`,
        `Write a key and a comma after the brace, as in @${type}{olah2020zoom,`,
      )
    }
    const earlier = library.get(key)
    if (earlier) {
      throw new AuthorError(
        { path, line },
        `duplicate key: ${key}, already used on line ${earlier.line}`,
        'Rename or remove one of the two entries.',
      )
    }
    library.set(key, { key, line, item: parseEntry(key, macros, text, { path, line }) })
  }
  return library
}

function parseEntry(key: string, macros: string, text: string, place: Place & { line: number }) {
  let items: CslItem[]
  try {
    items = new Cite(`${macros} ${text.trimStart()}`).data
  } catch (error) {
    const [message = ''] = (error as Error).message.split('\n')
    // Macros are joined to the entry's first line, so lines of the parser count from the entry.
    const inEntry = Math.max(1, Number(/ at line (\d+)/.exec(message)?.[1] ?? 1))
    throw new AuthorError(
      { path: place.path, line: place.line + inEntry - 1 },
      `broken BibTeX entry: ${key} (${message.replace(/ at line.*$/, '')})`,
      'Check that every field reads name = {value}, with a comma between fields and as many } as {.',
    )
  }
  const item = items[0]
  if (!item?.title) {
    throw new AuthorError(place, `BibTeX entry without a title: ${key}`, 'Add title = {…}.')
  }
  return { ...item, id: key, ...addressesOf(item, key, place) }
}

/** Where an entry leads to: its DOI without an address before it, its URL checked. */
function addressesOf({ DOI, URL }: CslItem, key: string, place: Place): Pick<CslItem, 'DOI' | 'URL'> {
  const doi = DOI?.trim().replace(/^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)/i, '')
  if (doi && !isDoi.test(doi))
    throw new AuthorError(
      place,
      `DOI of ${key} is none: ${DOI}`,
      'Write it as in doi = {10.23915/distill.00024.001}, or remove the field.',
    )
  if (URL && !isWebAddress(URL))
    throw new AuthorError(
      place,
      `URL of ${key} is no address of the web: ${URL}`,
      'Write one that starts with https:// or http://, or remove the field.',
    )
  return { ...(doi && { DOI: doi }), ...(URL && { URL }) }
}

/** An entry begins where a line begins with `@word{` and ends before the next; other text is comment. */
function splitEntries(text: string): { type: string; line: number; text: string }[] {
  const starts = [...text.matchAll(/^[ \t]*@(\w+)\s*[{(]/gm)]
  return starts.map((match, i) => {
    const chunk = text.slice(match.index, starts[i + 1]?.index)
    return {
      type: match[1].toLowerCase(),
      line: text.slice(0, match.index).split('\n').length,
      text: chunk.replace(/^[ \t]*%.*$/gm, ''),
    }
  })
}

const cache = new Map<string, { modified: number; library: Library }>()

/** The library of a file, read again when it has changed; undefined where there is no such file. */
export function readBibliography(path: string): Library | undefined {
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  if (modified === undefined) return undefined
  const cached = cache.get(path)
  if (cached?.modified === modified) return cached.library
  const library = parseBibliography(readFileSync(path, 'utf8'), path)
  cache.set(path, { modified, library })
  return library
}

/** By style and entry: the articles of a course cite the same papers, and a style takes a while. */
const formatted = new Map<string, string>()

/** One reference as HTML in a CSL style, its addresses as links. */
export function formatReference(item: CslItem, style: string): string {
  const key = `${style} ${JSON.stringify(item)}`
  const known = formatted.get(key)
  if (known !== undefined) return known
  const options = { format: 'html', template: style, lang: 'en-US' }
  const list = new Cite([item]).format('bibliography', options)
  const body = /class="csl-entry">([\s\S]*?)<\/div>\s*<\/div>\s*$/.exec(list)?.[1] ?? list
  // Numbered styles put number and text into two boxes; the number is ours.
  const text = body.replace(/<div class="csl-left-margin">.*?<\/div>/, '').replace(/<\/?div[^>]*>/g, '')
  const tree = linked(sanitize(fromHtml(text.trim(), { fragment: true }), marks))
  const html = toHtml(tree, { characterReferences: { useShortestReferences: true } })
  formatted.set(key, html)
  return html
}

/** What a style may set in a reference. Everything else in it is an entry's text, and stays text. */
const marks: Schema = {
  tagNames: ['b', 'em', 'i', 'span', 'strong', 'sub', 'sup'],
  attributes: {},
  strip: ['script', 'style'],
}

const ADDRESS = /https?:\/\/\S*[^\s.,;)]/g

/** The tree with the addresses in its text as links. */
function linked<Tree extends Nodes>(tree: Tree): Tree {
  visit(tree, 'text', (node, index, parent) => {
    if (!parent || index === undefined) return undefined
    const parts: ElementContent[] = []
    let end = 0
    for (const { 0: url, index: start } of node.value.matchAll(ADDRESS)) {
      if (!isWebAddress(url)) continue
      parts.push({ type: 'text', value: node.value.slice(end, start) })
      parts.push({ type: 'element', tagName: 'a', properties: { href: url }, children: [{ type: 'text', value: url }] })
      end = start + url.length
    }
    if (end === 0) return undefined
    parts.push({ type: 'text', value: node.value.slice(end) })
    parent.children.splice(index, 1, ...parts)
    return [SKIP, index + parts.length]
  })
  return tree
}

/** `Olah et al.`, `Zeiler & Fergus`, for citations in a sentence. */
export function shortNames({ author = [], title }: CslItem): string {
  const names = author.map(({ family, literal, given }) => family ?? literal ?? given ?? '')
  if (names.length === 0) return title ?? ''
  if (names.length > 2) return `${names[0]} et al.`
  return names.join(' & ')
}
