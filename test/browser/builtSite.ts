import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { inject } from 'vitest'
import { chromiumPath, FLAGS } from '../../src/site/publish/chromium.ts'
import { serve } from '../site/serve.ts'
import { BASE } from './buildSite.ts'

export interface BuiltSite {
  /** `http://127.0.0.1:<port>/a/b/` */
  address: string
  /** Slugs of the articles that the build holds. */
  articles: string[]
  browser: Browser
  close(): Promise<void>
}

/**
 * Serves a build for the base path /a/b/ and opens Debian's Chromium. The build is that of the run of tests,
 * which all its files share; the server and the browser are the caller's own.
 *
 * @param dist folder of `buildSite`, for a caller outside of the tests
 */
export async function builtSite(dist = inject('dist')): Promise<BuiltSite> {
  const served = await serve(dist, BASE)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS })
  return {
    address: served.origin + BASE,
    articles: articlesIn(dist),
    browser,
    async close() {
      await browser.close()
      served.close()
    },
  }
}

/** Slugs of the articles of `content/` or of a build: drafts are in the first alone. */
export const articlesIn = (folder: string): string[] =>
  globSync('*/index.{mdx,html}', { cwd: folder })
    .map(dirname)
    .filter((slug) => existsSync(join('content', slug, 'index.mdx')) && !slug.startsWith('_'))
    .filter((slug) => {
      const [, frontMatter] = readFileSync(join('content', slug, 'index.mdx'), 'utf8').split(/^---$/m)
      return !/^draft: true$/m.test(frontMatter!)
    })
    .sort()

/** Whether an article of ours is here still: its tests are skipped where an author has removed it. */
export const hasArticle = (slug: string): boolean => articlesIn('content').includes(slug)

/** The text of axe-core, to be evaluated in a page. */
export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
