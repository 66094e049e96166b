import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
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
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'], // prettier-ignore
  })
  const articles = readdirSync('content').filter((slug) => readdirSync(dist).includes(slug))
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

/** The text of axe-core, to be evaluated in a page. */
export const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)
