/**
 * `npm run pdf`, after `npm run build`: prints each article of dist/ to `<slug>/<slug>.pdf`, with the
 * static frames of its figures, and lets its page say so. `npm run pdf -- other-folder` for another build.
 */
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { tagsOf } from '../../article/htmlTags.ts'
import { chromiumPath, FLAGS } from './chromium.ts'

/** Nobody answers there: every request is answered from the files of the build. */
export const ORIGIN = 'http://site.invalid'

/** The page with the address of its PDF: for Google Scholar, for browsers, for readers. */
export function withPdf(html: string, file: string): string {
  const canonical = /<link rel="canonical" href="([^"]+)"/.exec(html)?.[1]
  const scholar = canonical && `<meta name="citation_pdf_url" content="${canonical}${file}">`
  const alternate = `<link rel="alternate" type="application/pdf" href="${file}">`
  if (html.includes(alternate)) return html
  // Tags as a browser finds them: a description may hold what looks like one.
  const head = [...tagsOf(html)].find(({ name, closing }) => name === 'head' && closing)
  const named = head ? html.slice(0, head.start) + (scholar ?? '') + alternate + html.slice(head.start) : html
  const tags = [...tagsOf(named)]
  const place = tags.findIndex(({ text }) => text === '<p data-pdf hidden>')
  const [open, close] = [tags[place], tags[place + 1]]
  if (!open || !close) return named
  const link = `<p class="byline-pdf"><a href="${file}">${named.slice(open.end, close.start)}</a></p>`
  return named.slice(0, open.start) + link + named.slice(close.end)
}

/** The base path that a build was made for, as its pages name it. */
export function baseOf(html: string): string {
  return /<link rel="icon"[^>]*href="([^"]*\/)favicon/.exec(html)?.[1] ?? '/'
}

/** Articles of a build, as `<slug>`: the pages that are cited. */
export const articlesOf = (dist: string): string[] =>
  globSync('*/index.html', { cwd: dist })
    .filter((page) => readFileSync(join(dist, page), 'utf8').includes('name="citation_title"'))
    .map(dirname)
    .sort()

/**
 * The page as it is printed: a link to another page of the site leads where the site is published, or, where the site
 * knows no address, is words alone.
 */
export function withPrintedLinks(html: string, base: string): string {
  const origin = /<link rel="canonical" href="(https?:\/\/[^/"]+)/.exec(html)?.[1]
  return html.replace(/<a\b[^>]*>/g, (tag) =>
    tag.replace(/\shref="(\/[^"]*)"/, (attribute, path: string) => {
      if (!path.startsWith(base)) return attribute
      return origin ? ` href="${origin}${path}"` : ''
    }),
  )
}

/** Answers every request of a context from the files of a build. */
export async function serveFiles(context: BrowserContext, dist: string, base: string): Promise<void> {
  await context.route('**/*', (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname).slice(base.length)
    const file = join(dist, path.endsWith('/') || path === '' ? `${path}index.html` : path)
    const there = existsSync(file) && statSync(file).isFile()
    if (!there) return route.fulfill({ status: 404, body: '' })
    if (!file.endsWith('.html')) return route.fulfill({ path: file })
    return route.fulfill({ contentType: 'text/html', body: withPrintedLinks(readFileSync(file, 'utf8'), base) })
  })
}

/** The day that an article says it was changed or published last, as `20261122`. */
const dayOf = (html: string): string =>
  (/property="article:modified_time" content="([\d-]+)"/.exec(html) ??
    /property="article:published_time" content="([\d-]+)"/.exec(html))?.[1]?.replaceAll('-', '') ?? '20000101'

/** A PDF that was made on another day, to the byte the same: Chromium writes the time of printing into it. */
export function withDay(pdf: Buffer, day: string): Buffer {
  const dated = pdf
    .toString('latin1')
    .replace(
      /(\/(?:CreationDate|ModDate) ?\(D:)\d{14}[+-]\d\d'\d\d'/g,
      (_, field: string) => `${field}${day}000000+00'00'`,
    )
  return Buffer.from(dated, 'latin1')
}

async function print(context: BrowserContext, base: string, slug: string): Promise<Buffer> {
  const page = await context.newPage()
  await page.goto(`${ORIGIN}${base}${slug}/`, { waitUntil: 'networkidle' })
  const pdf = await page.pdf({
    format: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
  })
  const html = await page.content()
  await page.close()
  return withDay(pdf, dayOf(html))
}

async function main(dist: string) {
  const executablePath = chromiumPath()
  if (!existsSync(dist)) throw new Error(`no build in ${dist}/\nRun: npm run build`)
  const slugs = articlesOf(dist)
  if (slugs.length === 0) {
    console.log(`no article in ${dist}/, so no PDF`)
    return
  }
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  try {
    // Without scripts a figure is its static frame.
    const context = await browser.newContext({ javaScriptEnabled: false })
    const base = baseOf(readFileSync(join(dist, slugs[0], 'index.html'), 'utf8'))
    await serveFiles(context, dist, base)
    for (const slug of slugs) {
      const pdf = await print(context, base, slug)
      const file = `${slug}.pdf`
      const page = join(dist, slug, 'index.html')
      writeFileSync(join(dist, slug, file), pdf)
      writeFileSync(page, withPdf(readFileSync(page, 'utf8'), file))
      console.log(`${join(dist, slug, file)}: ${Math.round(pdf.length / 1024)} KB`)
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
