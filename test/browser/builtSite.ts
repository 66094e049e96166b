import { execFile } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { chromiumPath, FLAGS } from '../../src/publish/chromium.ts'
import { serve } from '../site/serve.ts'

export interface BuiltSite {
  /** `http://127.0.0.1:<port>/a/b/` */
  address: string
  /** Slugs of the articles that the build holds. */
  articles: string[]
  browser: Browser
  close(): Promise<void>
}

/** Builds the site for the base path /a/b/, serves it and opens Debian's Chromium. */
export async function builtSite(): Promise<BuiltSite> {
  const base = '/a/b/'
  const dist = mkdtempSync(join(tmpdir(), 'site-'))
  await promisify(execFile)(resolve('node_modules/.bin/astro'), ['build', '--outDir', dist], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      BASE: base,
      ASTRO_TELEMETRY_DISABLED: '1',
    },
    maxBuffer: 2 ** 26,
  })
  const served = await serve(dist, base)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS })
  const articles = articlesIn(dist)
  return {
    address: served.origin + base,
    articles,
    browser,
    async close() {
      await browser.close()
      served.close()
      rmSync(dist, { recursive: true })
    },
  }
}

/** Slugs of the articles of `content/` or of a build: drafts are in the first alone. */
export const articlesIn = (folder: string): string[] =>
  globSync('*/index.{mdx,html}', { cwd: folder })
    .map(dirname)
    .filter((slug) => existsSync(join('content', slug, 'index.mdx')) && !slug.startsWith('_'))
    .filter((slug) => {
      const [, frontMatter] = readFileSync(join('content', slug, 'index.mdx'), 'utf8').split(
        /^---$/m,
      )
      return !/^draft: true$/m.test(frontMatter!)
    })
    .sort()

/** The text of axe-core, to be evaluated in a page. */
export const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)
