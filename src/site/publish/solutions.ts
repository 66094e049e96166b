/**
 * `npm run solutions`, after `npm run build`: prints for each article of dist/ that has exercises a sheet
 * of its questions, hints and computed answers to `solutions/<slug>.pdf`. That folder is the lecturer's
 * and is not published. `npm run solutions -- other-folder` for another build.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumPath, FLAGS } from './chromium.ts'
import { articlesOf, baseOf, ORIGIN, serveFiles } from './pdf.ts'

const FOLDER = 'solutions'

/** Leaves of an article's page its title and its exercises, with hints and answers open. */
export async function leaveSolutions(page: Page): Promise<number> {
  return page.evaluate(() => {
    const exercises = [...document.querySelectorAll<HTMLElement>('.exercise')]
    const title = document.querySelector('.title-block h1')!
    document.querySelector('.article')!.replaceChildren(title, ...exercises)
    // What was styled as part of the article's text still is.
    document.querySelector('.article')!.classList.add('article-body')
    for (const each of document.querySelectorAll('details')) each.open = true
    for (const each of document.querySelectorAll<HTMLElement>('.exercise-solution')) each.hidden = false
    return exercises.length
  })
}

async function print(context: BrowserContext, base: string, slug: string) {
  const page = await context.newPage()
  await page.goto(`${ORIGIN}${base}${slug}/`, { waitUntil: 'networkidle' })
  const count = await leaveSolutions(page)
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true, tagged: true })
  await page.close()
  return { pdf, count }
}

async function main(dist: string) {
  const executablePath = chromiumPath()
  if (!existsSync(dist)) throw new Error(`no build in ${dist}/\nRun: npm run build`)
  const slugs = articlesOf(dist).filter((slug) =>
    readFileSync(join(dist, slug, 'index.html'), 'utf8').includes('data-exercise='),
  )
  if (slugs.length === 0) {
    console.log(`no exercises in ${dist}/, so no sheet`)
    return
  }
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  try {
    // Without scripts an exercise is its question.
    const context = await browser.newContext({ javaScriptEnabled: false })
    const base = baseOf(readFileSync(join(dist, slugs[0], 'index.html'), 'utf8'))
    await serveFiles(context, dist, base)
    mkdirSync(FOLDER, { recursive: true })
    for (const slug of slugs) {
      const { pdf, count } = await print(context, base, slug)
      const file = join(FOLDER, `${slug}.pdf`)
      writeFileSync(file, pdf)
      console.log(`${file}: ${count} ${count === 1 ? 'exercise' : 'exercises'}`)
    }
  } finally {
    await browser.close()
  }
}

if (import.meta.main) {
  try {
    await main(process.argv[2] ?? 'dist')
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
