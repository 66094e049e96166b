import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { MOST_HASHES, withPolicy } from '../../src/site/publish/contentSecurityPolicy.ts'

const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

it('the policy allows the site, WebAssembly and the inline scripts of the page', () => {
  const html = withPolicy('<head><meta charset="utf-8"><title>T</title></head><script>a()</script>')
  expect(html).toBe(
    '<head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="' +
      `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' '${hash('a()')}'; ` +
      "style-src 'self' 'unsafe-inline'; style-src-elem 'self'; style-src-attr 'none'; img-src 'self' data: blob:; font-src 'self' data:; " +
      "connect-src 'self' data: blob:; worker-src 'self'; object-src 'none'; base-uri 'none'; " +
      `form-action 'none'"><title>T</title></head><script>a()</script>`,
  )
})

it('scripts from files and structured data need no hash', () => {
  const html = withPolicy(
    '<meta charset="utf-8"><script src="/x.js"></script><script type="application/ld+json">{}</script>',
  )
  expect(html).not.toContain('sha256')
})

it('style sheets in the page count by their hash; so do style attributes, but where figures are live', () => {
  const page = (body: string) => withPolicy(`<head><meta charset="utf-8"><style>a{}</style></head><body>${body}</body>`)
  const still = page('<p style="height:1em">a</p><p style="height:1em">b</p>')
  expect(still).toContain(`style-src-elem 'self' '${hash('a{}')}';`)
  expect(still).toContain(`style-src-attr 'unsafe-hashes' '${hash('height:1em')}';`)
  expect(page('<div data-figure-kind="tuning" style="height:1em"></div>')).toContain("style-src-attr 'unsafe-inline'")
  const many = Array.from({ length: MOST_HASHES + 1 }, (_, i) => `<p style="height:${i}em"></p>`).join('')
  expect(page(many)).toContain("style-src-attr 'unsafe-inline'")
})

it('what looks like a script in an attribute or a text is none, and gets no hash', () => {
  const html = withPolicy(
    '<head><meta charset="utf-8"><meta name="d" content="<script>a()</script>"></head><textarea><script>b()</script></textarea>',
  )
  expect(html).not.toContain(hash('a()'))
  expect(html).not.toContain(hash('b()'))
  expect(() => withPolicy('<title>T</title>')).toThrow('without <meta charset')
})
