import { execFile } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { LinkChecker, type LinkResult } from 'linkinator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const BASE = '/a/b/'
const SITE = 'https://lectures.example'
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
  '.json': 'application/json',
}

describe('the built site, served below /a/b/', () => {
  const dist = mkdtempSync(join(tmpdir(), 'links-'))
  let server: Server
  let origin: string
  let links: LinkResult[]

  beforeAll(async () => {
    const astro = resolve('node_modules/.bin/astro')
    await promisify(execFile)(astro, ['build', '--outDir', dist], {
      env: { ...outerEnvironment(), BASE, SITE, ASTRO_TELEMETRY_DISABLED: '1' },
      maxBuffer: 2 ** 26,
    })
    server = createServer(({ url }, response) => {
      const file = fileOf(dist, url ?? '/')
      response.writeHead(file ? 200 : 404, {
        'content-type': (file && TYPES[extname(file)]) ?? 'application/octet-stream',
      })
      if (file) createReadStream(file).pipe(response)
      else response.end('not found')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const checked = await new LinkChecker().check({
      path: origin + BASE,
      recurse: true,
      checkCss: true,
      checkFragments: true,
      // Canonical and feed links name the public site; they must exist here all the same.
      urlRewriteExpressions: [{ pattern: new RegExp(`^${SITE}`), replacement: origin }],
      // Other people's pages are theirs to keep.
      linksToSkip: (link) => Promise.resolve(!link.startsWith(origin)),
    })
    links = checked.links
  }, 240_000)
  afterAll(() => {
    server?.close()
    rmSync(dist, { recursive: true })
  })

  it('has no broken link, image, script, style or fragment', () => {
    const broken = links.filter(({ state }) => state === 'BROKEN')
    expect(broken.map(({ url, status, parent }) => `${status} ${url} on ${parent}`)).toEqual([])
    const checked = links.filter(({ state }) => state === 'OK').map(({ url }) => url)
    expect(checked).toContain(origin + BASE)
    expect(checked.length).toBeGreaterThan(5)
  })

  it('finds every script a live figure loads', () => {
    const pages = links.filter(({ state, url }) => state === 'OK' && url.endsWith('/'))
    const missing = pages.flatMap(({ url }) => {
      const file = fileOf(dist, new URL(url).pathname)
      if (!file) return [`no file for ${url}`]
      return islandScripts(readFileSync(file, 'utf8'))
        .filter((script) => !fileOf(dist, script))
        .map((script) => `${script} on ${url}`)
    })
    expect(missing).toEqual([])
  })

  it('answers nothing outside its base path', async () => {
    const outside = await fetch(`${origin}/`)
    expect(outside.status).toBe(404)
  })
})

/** The environment without what vitest puts into it: its BASE_URL would override the site's base. */
const outerEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VITEST.*|NODE_ENV|TEST|BASE_URL|MODE|DEV|PROD|SSR)$/.test(name),
    ),
  )

/** The scripts that Astro's islands load when they come into view. */
const islandScripts = (html: string): string[] =>
  [...html.matchAll(/(?:component|renderer|before-hydration)-url="([^"]*)"/g)].map(
    ([, url]) => url!,
  )

/** The file of `dist` that a request path names, if any. */
function fileOf(dist: string, url: string): string | null {
  const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  if (!path.startsWith(BASE)) return null
  const file = join(dist, path.slice(BASE.length), path.endsWith('/') ? 'index.html' : '')
  return existsSync(file) && statSync(file).isFile() ? file : null
}
