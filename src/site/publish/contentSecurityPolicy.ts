import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'
import { tagsOf } from '../../article/htmlTags.ts'

/** Of a page: its inline scripts and style sheets, and what its style attributes hold, each once. */
export interface Inline {
  scripts: string[]
  styles: string[]
  styleAttributes: string[]
  /** Whether scripts of the page write elements with style attributes: widgets do. */
  live: boolean
}

/** More hashes than this weigh more than what they shut out: 55 bytes each, which no compression makes smaller. */
export const MOST_HASHES = 100

/**
 * What a page may load: the site itself and WebAssembly. Inline scripts and style sheets count by the hash of their
 * text. So do style attributes, which KaTeX and Shiki write, but on a page with live figures: there are up to 560
 * different ones on such a page, and a widget that comes alive makes others.
 */
export const policy = ({ scripts, styles, styleAttributes, live }: Inline) =>
  [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes(scripts)].join(' '),
    // Where a browser does not know the two that follow.
    "style-src 'self' 'unsafe-inline'",
    ["style-src-elem 'self'", ...hashes(styles)].join(' '),
    `style-src-attr ${attributes(styleAttributes, live)}`,
    "img-src 'self' data: blob:",
    // Vite turns the smallest of KaTeX's fonts into data addresses.
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

const hashes = (texts: string[]) =>
  [...new Set(texts)].sort().map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)

function attributes(texts: string[], live: boolean): string {
  if (live || texts.length > MOST_HASHES) return "'unsafe-inline'"
  return texts.length === 0 ? "'none'" : ["'unsafe-hashes'", ...hashes(texts)].join(' ')
}

/** What a page holds inline, read as a browser does. */
export function inlineOf(html: string): Inline {
  const found: Inline = { scripts: [], styles: [], styleAttributes: [], live: false }
  const attribute = new Set<string>()
  visit(fromHtml(html), 'element', ({ tagName, properties, children }) => {
    const [first] = children
    const text = first?.type === 'text' ? first.value : ''
    if (tagName === 'style') found.styles.push(text)
    if (tagName === 'script' && properties.src === undefined && !isData(properties.type)) found.scripts.push(text)
    if (typeof properties.style === 'string') attribute.add(properties.style)
    if (properties.dataFigureKind !== undefined) found.live = true
  })
  return { ...found, styleAttributes: [...attribute] }
}

const isData = (type: unknown) => /^application\/(ld\+)?json$/.test(String(type ?? ''))

/** The page with its policy as first element of the head after the charset. */
export function withPolicy(html: string): string {
  const meta = `<meta http-equiv="content-security-policy" content="${policy(inlineOf(html))}">`
  for (const { text, end } of tagsOf(html))
    if (/^<meta charset="?utf-8"?\s*\/?>$/i.test(text)) return html.slice(0, end) + meta + html.slice(end)
  throw new Error('a page without <meta charset="utf-8">, after which its policy stands')
}

/** Writes the policy into every page of the build. `astro dev` has none: it evaluates what it reloads. */
export function contentSecurityPolicy(): AstroIntegration {
  return {
    name: 'content-security-policy',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        const files = await readdir(root, { recursive: true })
        for (const file of files.filter((each) => each.endsWith('.html'))) {
          const path = join(root, file)
          await writeFile(path, withPolicy(await readFile(path, 'utf8')))
        }
      },
    },
  }
}
