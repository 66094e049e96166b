/**
 * `npm run lighthouse`, after `npm run build`: prints the scores of every article on the desktop preset
 * and exits 1 where one is below what is promised. Other pages: `npm run lighthouse -- / /models/lumen/`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launch } from 'chrome-launcher'
import lighthouse, { desktopConfig } from 'lighthouse'
import { chromiumPath, FLAGS } from '../../src/site/publish/chromium.ts'
import { articlesOf, baseOf } from '../../src/site/publish/pdf.ts'
import { serve } from './serve.ts'

const LEAST = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 }
const DIST = 'dist'

if (!existsSync(join(DIST, 'index.html'))) {
  console.error(`no site in ${DIST}\nRun: npm run build`)
  process.exit(2)
}
const base = baseOf(readFileSync(join(DIST, 'index.html'), 'utf8'))
const asked = process.argv.slice(2)
const pages = asked.length ? asked : articlesOf(DIST).map((slug) => `/${slug}/`)
const site = await serve(DIST, base)
const browser = await launch({
  chromePath: chromiumPath(),
  chromeFlags: [...FLAGS, '--headless=new'],
})
try {
  for (const page of pages) {
    const address = site.origin + base.slice(0, -1) + page
    const run = await lighthouse(address, { port: browser.port, onlyCategories: Object.keys(LEAST) }, desktopConfig)
    if (!run) throw new Error(`Lighthouse gave no result for ${address}`)
    const { categories, audits } = run.lhr
    const scores = Object.entries(LEAST).map(([id, least]) => {
      const { title, score, auditRefs } = categories[id]
      const value = Math.round((score ?? 0) * 100)
      return { title, value, low: value < least, auditRefs }
    })
    console.log(`${page}: ${scores.map(({ title, value }) => `${title} ${value}`).join(', ')}`)
    for (const { low, auditRefs } of scores) {
      if (!low) continue
      process.exitCode = 1
      for (const { id, weight } of auditRefs) {
        const { score, title, displayValue = '' } = audits[id]
        if (weight > 0 && score !== null && score < 0.9) console.log(`  ${id}: ${title} ${displayValue}`)
      }
    }
  }
} finally {
  browser.kill()
  site.close()
}
