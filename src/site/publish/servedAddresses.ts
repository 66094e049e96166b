import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'
import { checkAddress } from '../../article/markdown/rehypeAddresses.ts'
import { AuthorError } from '../../article/markdown/authorError.ts'

/** Where a page might hold an address with a scheme: few do, so few are parsed. */
const SUSPECT =
  /\b(?:href|src|srcset|action|formaction|poster|data|ping|background)\s*=\s*["']?[^"'>]*?(?:[a-z]+(?:\s|&\w*;?|&#\w+;?)*(?::|&colon|&#0*58|&#x0*3a)|\/\/)/i
const HARMLESS = /\b(?:href|content|src)="(?:https?:\/\/|mailto:|tel:|data:(?:image\/|text\/csv))[^"]*"/g

/**
 * Throws `AuthorError` for an address in a built page that is not allowed: what a component computed is
 * found here, where what is written was found while the article was read.
 */
export function checkPage(html: string, path: string): void {
  if (!SUSPECT.test(html.replace(HARMLESS, (each) => (/^src/.test(each) ? each : '')))) return
  visit(fromHtml(html), 'element', (node) => {
    for (const [name, value] of Object.entries(node.properties)) {
      const attribute = name.toLowerCase().replace(/^xlink:?/, 'xlink:')
      const given = node.properties.download !== undefined && /^data:text\/csv;/.test(String(value))
      // The head names the public site and its feed; a browser loads neither.
      const named = node.tagName === 'link' && !loaded.test(String(node.properties.rel))
      if (!given) checkAddress(named ? 'a' : node.tagName, attribute, value, { path })
    }
  })
}

/** Of a `<link>`: what the browser fetches by itself. */
const loaded = /stylesheet|preload|icon|manifest|prefetch/

/** Looks through every page of the build before anything else reads it. */
export function servedAddresses(): AstroIntegration {
  return {
    name: 'served-addresses',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        for (const file of await readdir(root, { recursive: true })) {
          if (!file.endsWith('.html')) continue
          try {
            checkPage(await readFile(join(root, file), 'utf8'), join(root, file))
          } catch (error) {
            if (error instanceof AuthorError) error.message += '\nA component that the article uses computes it.'
            throw error
          }
        }
      },
    },
  }
}
