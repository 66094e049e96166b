import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { articlesIn, type BuiltSite, builtSite } from './builtSite.ts'
import { openPage, violations } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  site = await builtSite()
}, 240_000)
afterAll(() => site?.close())

const articles = articlesIn('content')

const open = (slug: string, width: number, colorScheme: 'light' | 'dark' = 'light') =>
  openPage(site, `${slug}/`, { viewport: { width, height: 850 }, colorScheme })

/** Every layout shift so far, with the first elements that moved. */
const shifts = (page: Page) =>
  page.evaluate(async () => {
    interface Shift extends PerformanceEntry {
      value: number
      sources: { node?: Node }[]
    }
    const found: string[] = []
    const note = (entries: PerformanceEntryList) => {
      for (const { value, sources } of entries as Shift[])
        found.push(`${value} ${sources.map(({ node }) => node?.textContent?.trim().slice(0, 40)).join(' | ')}`)
    }
    // What was buffered is delivered on the way to the next task.
    new PerformanceObserver((list) => note(list.getEntries())).observe({
      type: 'layout-shift',
      buffered: true,
    })
    await new Promise((done) => setTimeout(done, 50))
    return found
  })

async function scrollThrough(page: Page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  for (let y = 0; y < height; y += 600) {
    await page.evaluate((top) => scrollTo({ top, behavior: 'instant' }), y)
    await page.waitForTimeout(60)
  }
}

const preview = (page: Page) =>
  page.evaluate(() => {
    const panel = document.getElementById('preview')
    return panel?.matches(':popover-open') ? panel.textContent : null
  })

describe.each(articles)('the article %s', (slug) => {
  it.each([
    [1350, 'light'],
    [1350, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('at %i px, %s, is accessible, still, quiet and whole', async (width, scheme) => {
    const { page, complaints, close } = await open(slug, width, scheme)
    await scrollThrough(page)
    expect(await shifts(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    // The theme changes colours alone.
    const rules = scheme === 'dark' ? ['color-contrast'] : undefined
    expect(await violations(page, 'html', rules)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('weighs at most 2.5 MB scrolled past, of which 30 KB are JavaScript', async () => {
    const { page, close } = await openPage(site, `${slug}/`, { serviceWorkers: 'block' })
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
    let bytes = 0
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
    let script = 0
    page.on('response', async (response) => {
      if (/javascript/.test(response.headers()['content-type'] ?? '')) script += gzipSync(await response.body()).length
    })
    await page.reload({ waitUntil: 'networkidle' })
    await scrollThrough(page)
    await page.waitForLoadState('networkidle')
    const inline = await page.evaluate(() =>
      [...document.querySelectorAll('script:not([src], [type$=json])')].map((each) => each.textContent),
    )
    script += inline.reduce((sum, text) => sum + gzipSync(text ?? '').length, 0)
    expect(script).toBeGreaterThan(0)
    expect(script).toBeLessThanOrEqual(30 * 1024)
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThanOrEqual(2_500_000)
    await close()
  })

  it('carries the styles of its widgets once', async () => {
    const get = async (address: string) => (await fetch(new URL(address, site.address))).text()
    const html = await get(`${slug}/`)
    const linked = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, address]) => get(address!))
    const inline = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, css]) => css!)
    const ofWidgets = [...(await Promise.all(linked)), ...inline].filter((css) => css.includes('.svelte-'))
    const classes = new Set(
      [...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names]) => names!.match(/svelte-\w+/g) ?? []),
    )
    expect(ofWidgets).toHaveLength(1)
    expect(classes.size).toBeGreaterThan(10)
    for (const name of classes) expect(ofWidgets[0]).toContain(`.${name}`)
  })

  it('is whole without JavaScript, and does not scroll sideways at 320 px', async () => {
    const words = async (javaScriptEnabled: boolean) => {
      const context = await site.browser.newContext({
        viewport: { width: 320, height: 700 },
        javaScriptEnabled,
      })
      const page = await context.newPage()
      await page.goto(`${site.address}${slug}/`, { waitUntil: 'networkidle' })
      const found = {
        captions: await page.locator('figcaption:visible').count(),
        references: await page.locator('.references li:visible').allInnerTexts(),
        paragraphs: await page.locator('.article-body > p:visible').allInnerTexts(),
        width: await page.locator('html').evaluate((html) => html.scrollWidth),
      }
      await context.close()
      return found
    }
    const without = await words(false)
    expect(without).toEqual(await words(true))
    expect(without.paragraphs.length).toBeGreaterThan(0)
    expect(without.width).toBe(320)
  })
})

describe.runIf(articles.includes('guide'))('what a reader of the guide can do', () => {
  it('a citation shows its reference on hover and on focus, and Escape closes it without moving focus', async () => {
    const { page, close } = await open('guide', 1350)
    const citation = page.locator('.cite a').first()
    const reference = await page.locator('.references li .preview-text').first().innerText()
    await citation.hover()
    await expect.poll(() => preview(page)).toBe(reference)
    await page.mouse.move(0, 0)
    await expect.poll(() => preview(page)).toBe(null)
    await citation.focus()
    expect(await preview(page)).toBe(reference)
    await page.keyboard.press('Escape')
    expect(await preview(page)).toBe(null)
    expect(await citation.evaluate((link) => link === document.activeElement)).toBe(true)
    await page.keyboard.press('Tab')
    expect(await citation.evaluate((link) => link === document.activeElement)).toBe(false)
    await close()
  })

  it('the first tap on a citation shows its reference, the link in it leads there', async () => {
    const context = await site.browser.newContext({
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    })
    const page = await context.newPage()
    await page.goto(`${site.address}guide/`)
    await page.locator('.cite a').first().tap()
    await expect.poll(() => preview(page)).toContain('Communicating with Interactive Articles')
    expect(new URL(page.url()).hash).toBe('')
    await page.locator('.preview-jump').tap()
    await expect.poll(() => new URL(page.url()).hash).toBe('#ref-hohman2020communicating')
    await context.close()
  })

  it('a side note stands in the margin of a wide screen and opens by its number on a narrow one', async () => {
    const wide = await open('guide', 1350)
    expect(await wide.page.locator('.note').first().isVisible()).toBe(true)
    await wide.close()
    const { page, close } = await open('guide', 390)
    const note = page.locator('.note').first()
    expect(await note.isVisible()).toBe(false)
    await page.locator('.note-toggle').first().focus()
    await page.keyboard.press('Space')
    expect(await note.isVisible()).toBe(true)
    await close()
  })

  it('the contents name the section being read', async () => {
    const { page, close } = await open('guide', 1350)
    await page.evaluate(() => document.getElementById('citations')!.scrollIntoView({ behavior: 'instant' }))
    const current = page.locator('.contents > .contents-list [aria-current]')
    await expect.poll(() => current.allInnerTexts()).toEqual(['2.1\nCitations'])
    await close()
  })

  it('the chosen theme is remembered', async () => {
    const { page, close } = await open('guide', 1350)
    await page.getByLabel('Theme').selectOption('dark')
    await page.reload()
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    expect(await page.getByLabel('Theme').inputValue()).toBe('dark')
    await close()
  })
})
