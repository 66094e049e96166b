import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { withPolicy } from '../../src/site/publish/contentSecurityPolicy.ts'

const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

it('the policy allows the site, WebAssembly and the inline scripts of the page', () => {
  const html = withPolicy('<head><meta charset="utf-8"><title>T</title></head><script>a()</script>')
  expect(html).toBe(
    '<head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="' +
      `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' '${hash('a()')}'; ` +
      "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
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
