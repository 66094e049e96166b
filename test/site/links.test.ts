import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { LinkChecker, type LinkResult } from 'linkinator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileAt, serve, type Served } from './serve.ts'

const BASE = '/a/b/'
const SITE = 'https://lectures.example'
describe('the built site, served below /a/b/', () => {
  const dist = mkdtempSync(join(tmpdir(), 'links-'))
  let site: Served
  let links: LinkResult[]

  beforeAll(async () => {
    const astro = resolve('node_modules/.bin/astro')
    await promisify(execFile)(astro, ['build', '--outDir', dist], {
      env: { ...outerEnvironment(), BASE, SITE, ASTRO_TELEMETRY_DISABLED: '1' },
      maxBuffer: 2 ** 26,
    })
    site = await serve(dist, BASE)
    const { origin } = site
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
    site?.close()
    rmSync(dist, { recursive: true })
  })

  it('has no broken link, image, script, style or fragment', () => {
    const broken = links.filter(({ state }) => state === 'BROKEN')
    expect(broken.map(({ url, status, parent }) => `${status} ${url} on ${parent}`)).toEqual([])
    const checked = links.filter(({ state }) => state === 'OK').map(({ url }) => url)
    expect(checked).toContain(site.origin + BASE)
    expect(checked.length).toBeGreaterThan(5)
  })

  it('names no two elements of a page alike', () => {
    const twice = builtFiles(dist)
      .filter(({ path }) => path.endsWith('.html'))
      .flatMap(({ path, text }) => {
        const markup = text.replaceAll(/<(script|style|textarea)\b.*?<\/\1>/gs, '')
        const ids = [...markup.matchAll(/<[a-z][^<>]*? id="([^"]+)"/g)].map(([, id]) => id)
        return ids.filter((id, i) => ids.indexOf(id) < i).map((id) => `${id} in ${path}`)
      })
    expect(twice).toEqual([])
  })

  it('gives the fields of every figure one look', () => {
    const others = builtFiles(dist)
      .filter(({ path }) => path.endsWith('.html'))
      .flatMap(({ path, text }) => {
        const figures = text.match(/<figure\b.*?<\/figure>/gs)?.join('') ?? ''
        const fields = figures.match(/<(select|input [^>]*type="(text|number)")[^>]*>/g) ?? []
        return fields.filter((field) => !/class="field\b/.test(field)).map((field) => `${field} in ${path}`)
      })
    expect(others).toEqual([])
  })

  it('finds every file that pages and scripts name for a live figure to load', () => {
    const named = builtFiles(dist).flatMap(namedFiles)
    const missing = named.filter(({ path }) => !fileAt(dist, BASE, path))
    expect(missing.map(({ path, by }) => `${path} in ${by}`)).toEqual([])
    // What a live figure needs: its island, the worker, the WASM binary, the network.
    const paths = named.map(({ path }) => path).join('\n')
    expect(paths).toMatch(/_astro\/\w+\.[\w-]+\.js$/m)
    expect(paths).toMatch(/worker[\w.-]*\.js$/m)
    expect(paths).toMatch(/\.wasm$/m)
    expect(paths).toMatch(/models\/\w+\/model\.json$/m)
  })

  it('answers nothing outside its base path', async () => {
    const outside = await fetch(`${site.origin}/`)
    expect(outside.status).toBe(404)
  })
})

/** The environment without what vitest puts into it: its BASE_URL would override the site's base. */
const outerEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST.*|NODE_ENV|TEST|BASE_URL|MODE|DEV|PROD|SSR)$/.test(name)),
  )

/** Pages and scripts of the built site, as paths below `dist`. */
const builtFiles = (dist: string) =>
  // Pagefind's own scripts name a default that the site never takes.
  globSync('**/*.{html,js}', { cwd: dist, exclude: ['pagefind/**'] }).map((path) => ({
    path,
    // Code that an article shows is not code that it runs.
    // The keys of what is found by its place name sources, which are no files of the site.
    text: readFileSync(join(dist, path), 'utf8')
      .replaceAll(/<(pre|code)\b.*?<\/\1>/gs, '')
      .replaceAll(/(["'`])\.{1,2}\/[\w./-]+\.(?:ts|svelte)\1/g, ''),
  }))

/** Quoted paths to files of the site: below the base, beside the script, or (wrongly) below the root. */
const namedFiles = ({ path: by, text }: { path: string; text: string }) =>
  [...text.matchAll(NAMED)].map(([, name]) => ({
    by,
    path: new URL(name, `http://localhost${BASE}${by}`).pathname,
  }))
const NAMED = /(?:["'`]|&quot;)((?:\/a\/b\/|\.\/|\/(?:_astro|artifacts|models)\/)[\w./-]+\.\w+)(?=["'`]|&quot;)/g
