import type { Page, Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasArticle } from './builtSite.ts'
import { openFigure } from './openPage.ts'
import { site } from './siteAndModel.ts'

/** A figure, and what a reader does in it that makes it compute. */
interface Case {
  figure: `gallery/fig-${string}`
  /** Changes a field to another value. */
  change(page: Page): Promise<void>
  /** What the field says. */
  field(page: Page): Promise<string>
}

const select = (id: string, value: string): Omit<Case, 'figure'> => ({
  change: async (page) => void (await page.locator(id).selectOption(value)),
  field: (page) => page.locator(id).inputValue(),
})

const CASES: Case[] = [
  { figure: 'gallery/fig-expanded', ...select('#fig-expanded_relu', 'half') },
  // { figure: 'gallery/fig-maps', ...select('#fig-maps_layer', 'conv3') },
]

/** What no reader should read: addresses, hashed names, a browser's own words for its modules. */
const RAW =
  /https?:|\/_astro\/|\.js\b|\.wasm\b|dynamically imported|module script|undefined|is not a (function|constructor)|null|NaN/

const alerts = (page: Page) => page.locator('figure [role=alert]').allInnerTexts()
const said = async (page: Page) => (await alerts(page)).join(' ').trim()

/** The addresses that are asked for from the first touch to the first answer, those of the page itself apart. */
async function askedFor({ figure, change }: Case): Promise<string[]> {
  const { page, requests, close } = await openFigure(site, figure)
  const before = requests.length
  await change(page)
  await settled(page)
  await page.waitForTimeout(500)
  const found = requests.slice(before).filter((url) => url.startsWith(site.address))
  await close()
  return [...new Set(found)].map((url) => url.slice(site.address.length))
}

/** The figure has computed what was asked, or says why it cannot. */
const settled = (page: Page) =>
  expect
    .poll(async () => (await said(page)) !== '' || (await page.locator('figure [data-computed=true]').count()) > 0, {
      timeout: 60_000,
    })
    .toBe(true)

describe.runIf(hasArticle('gallery'))('a figure whose parts do not come', () => {
  it.each(CASES)(
    '$figure: each file failing in turn is said, fields go back, and the next touch tries again',
    async (each) => {
      const files = await askedFor(each)
      expect(files.length).toBeGreaterThan(6)
      for (const file of files) {
        const { page, close } = await openFigure(site, each.figure)
        const at = await each.field(page)
        const gone = (route: Route) => route.fulfill({ status: 404, body: 'gone' })
        const address = (url: URL) => url.href === site.address + file
        await page.context().route(address, gone)
        await each.change(page)
        await settled(page)
        const words = await said(page)
        // Some files only make it better, as a second worker does.
        if (words !== '') {
          expect(words, file).toMatch(/could not be loaded|cannot run here/)
          expect(words, file).not.toMatch(RAW)
          expect(await each.field(page), `${file}: the field`).toBe(at)
          await page.context().unroute(address, gone)
          await page.mouse.move(5, 5)
          await page.locator('figure').hover()
          await each.change(page)
          await expect
            .poll(() => page.locator('figure [data-computed=true]').count(), { timeout: 60_000, message: file })
            .toBeGreaterThan(0)
          expect(await said(page), `${file}, tried again`).toBe('')
        }
        await close()
      }
    },
    600_000,
  )
})

const APIS = [
  'Worker',
  'OffscreenCanvas',
  'WebAssembly',
  'createImageBitmap',
  'ResizeObserver',
  'IntersectionObserver',
  'structuredClone',
  'localStorage',
  'caches',
  'requestIdleCallback',
  'PointerEvent',
  'CSS',
]

describe.runIf(hasArticle('gallery'))('a figure in a browser that lacks something', () => {
  it.each(APIS.flatMap((api) => CASES.map((each) => [api, each] as const)))(
    'without %s it computes, or says why it cannot',
    async (api, each) => {
      const opened = await openFigure(site, each.figure, {}, '', (page) =>
        page.addInitScript((name) => {
          Object.defineProperty(globalThis, name, { value: undefined, configurable: true })
        }, api),
      )
      await each.change(opened.page)
      await settled(opened.page)
      const words = await said(opened.page)
      expect(words).not.toMatch(RAW)
      if (words !== '') expect(words).toMatch(/cannot run here: .*browser|could not be loaded/)
      // One fault is said once, not in a loop.
      expect(opened.complaints.length).toBeLessThan(4)
      await opened.close()
    },
    120_000,
  )
})
