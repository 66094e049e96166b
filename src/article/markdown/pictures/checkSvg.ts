import { SaxesParser, type SaxesTagNS } from 'saxes'
import { PictureError } from './pictureError.ts'

/** Bytes of an SVG: its elements take a browser a hundred times that. */
export const MAX_SVG_BYTES = 4 * 2 ** 20
/** Elements that are drawn, those counted again that `<use>` and patterns repeat. */
export const MAX_DRAWN = 50_000
const MAX_DEPTH = 256

/** What an element draws: its children, and what it names by `#id`. */
interface Drawn {
  children: Drawn[]
  names: string[]
}

const REFERENCE = /url\(\s*["']?#([^"')\s]+)["']?\s*\)/g

/**
 * The text of an SVG that a browser can read in a bounded time.
 * @throws PictureError for what is no well-formed SVG of few enough elements, at line and column
 */
export function checkSvg(bytes: Uint8Array): string {
  if (bytes.length > MAX_SVG_BYTES)
    throw new PictureError(
      `has ${(bytes.length / 2 ** 20).toFixed(1)} MB; at most ${MAX_SVG_BYTES / 2 ** 20} MB of SVG are allowed`,
      'Export it with fewer points, or as PNG.',
    )
  const text = textOf(bytes)
  const ids = new Map<string, Drawn>()
  const top: Drawn = { children: [], names: [] }
  const open = [top]
  const parser = new SaxesParser({ xmlns: true, position: true })
  const fail = (what: string, remedy = 'Export it anew.'): never => {
    throw new PictureError(`is no SVG that can be shown: ${what}, at ${parser.line}:${parser.column}`, remedy)
  }
  parser.on('error', (error) => fail(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')))
  parser.on('doctype', (declared) => {
    if (/<!ENTITY/i.test(declared)) fail('it declares entities', 'Remove <!DOCTYPE …>, and write what they stand for.')
  })
  parser.on('opentag', (tag) => {
    if (open.length === 1 && (tag.name !== 'svg' || tag.uri !== 'http://www.w3.org/2000/svg'))
      fail(`it begins with <${tag.name}>`, 'Begin with <svg xmlns="http://www.w3.org/2000/svg">.')
    if (open.length > MAX_DEPTH) fail(`its elements are nested more than ${MAX_DEPTH} deep`, 'Flatten its groups.')
    const drawn: Drawn = { children: [], names: namesIn(tag) }
    open.at(-1)!.children.push(drawn)
    open.push(drawn)
    const id = tag.attributes.id?.value
    if (id !== undefined && !ids.has(id)) ids.set(id, drawn)
  })
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  checkDrawn(top, ids)
  return text
}

/** Of the encodings only Unicode's: a browser and we must read the same characters. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  const mark = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  let text: string
  try {
    text = new TextDecoder(mark, { fatal: true }).decode(bytes)
  } catch {
    throw new PictureError(`is no text in ${mark.toUpperCase()}`, 'Save the SVG in UTF-8.')
  }
  const encoding = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)/i.exec(text)?.[1] ?? 'utf-8'
  if (!/^(utf-?8|utf-?16(le|be)?|us-ascii)$/i.test(encoding))
    throw new PictureError(`declares the encoding ${encoding}`, 'Save the SVG in UTF-8.')
  return text
}

/** A link or an animation names a place without drawing it. */
const NOT_DRAWN = /^(a|animate\w*|set|mpath|discard)$/

function namesIn({ local: element, attributes }: SaxesTagNS): string[] {
  if (NOT_DRAWN.test(element)) return []
  return Object.values(attributes).flatMap(({ local, value }) =>
    local === 'href' && value.trim().startsWith('#')
      ? [value.trim().slice(1)]
      : [...value.matchAll(REFERENCE)].map(([, id]) => id!),
  )
}

/** Throws where references repeat too much, or themselves. */
function checkDrawn(top: Drawn, ids: Map<string, Drawn>): void {
  const counts = new Map<Drawn, number | 'open'>()
  const count = (drawn: Drawn, depth: number): number => {
    const known = counts.get(drawn)
    if (known === 'open' || depth > 1000)
      throw new PictureError(
        'is an SVG whose parts repeat themselves without end',
        'Remove the <use> that names what holds it.',
      )
    if (known !== undefined) return known
    counts.set(drawn, 'open')
    let sum = 1
    for (const child of drawn.children) sum += count(child, depth + 1)
    for (const name of drawn.names) {
      const named = ids.get(name)
      if (named) sum += count(named, depth + 1)
    }
    counts.set(drawn, sum)
    if (sum > MAX_DRAWN)
      throw new PictureError(
        `is an SVG that draws more than ${MAX_DRAWN.toLocaleString('en')} elements`,
        'Export it with fewer points, or as PNG.',
      )
    return sum
  }
  count(top, 0)
}
