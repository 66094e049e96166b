import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'

/**
 * What a page may load: the site itself and WebAssembly. KaTeX and Shiki write style attributes, hence
 * 'unsafe-inline' for styles; inline scripts run by the hash of their text.
 */
export const policy = (scriptHashes: string[]) =>
  [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...scriptHashes.map((hash) => `'${hash}'`)].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    // Vite turns the smallest of KaTeX's fonts into data addresses.
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

const script = /<script(?<attributes>[^>]*)>(?<text>[\s\S]*?)<\/script>/g

/** The page with its policy as first element of the head after the charset. */
export function withPolicy(html: string): string {
  const hashes = new Set<string>()
  for (const { groups } of html.matchAll(script)) {
    const { attributes = '', text = '' } = groups ?? {}
    if (/\ssrc=/.test(attributes) || /type="application\/(ld\+)?json"/.test(attributes)) continue
    hashes.add(`sha256-${createHash('sha256').update(text).digest('base64')}`)
  }
  const meta = `<meta http-equiv="content-security-policy" content="${policy([...hashes].sort())}">`
  return html.replace(/<meta charset="?utf-8"?\s*\/?>/i, (charset) => charset + meta)
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
