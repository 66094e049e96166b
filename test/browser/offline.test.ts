import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chromiumPath, FLAGS } from '../../src/site/publish/chromium.ts'
import { foldersOf, serviceWorker, versionOf } from '../../src/site/publish/offline.ts'
import { type Deployed, type Served, serveSites } from '../site/serve.ts'
import { articlesIn } from './builtSite.ts'
import { BASE, buildSite } from './buildSite.ts'
import { turnTo } from './openPage.ts'

const PICTURE = /(?<=<img src="[^"]*)artifacts\/[\w-]+\.webp/
const GONE = 'artifacts/0123456789abcdef-0123456789ab.webp'

const [slug] = articlesIn('content').filter((each) => each !== 'guide')

describe.runIf(slug)('the service worker', () => {
  const removed: (() => void)[] = []
  let root: string
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS })
    const built = await buildSite('/')
    removed.push(built.remove)
    root = built.dist
  })
  afterAll(async () => {
    await browser?.close()
    for (const remove of removed) remove()
  })

  /** Two sites of one origin, and a browser that knows neither. */
  async function opened(): Promise<{ sites: Deployed[]; served: Served; context: BrowserContext }> {
    const sites = [
      { base: '/', dist: root },
      { base: BASE, dist: inject('dist') },
    ]
    const served = await serveSites(sites)
    const context = await browser.newContext({ viewport: { width: 1350, height: 900 } })
    return { sites, served, context }
  }

  /** The build with other words in its article, and a style sheet of another name; `missing` names a picture that is nowhere. */
  async function another(words: string, missing: boolean): Promise<string> {
    const dist = mkdtempSync(join(tmpdir(), 'redeployed-'))
    removed.push(() => rmSync(dist, { recursive: true }))
    cpSync(inject('dist'), dist, { recursive: true })
    const page = join(dist, slug!, 'index.html')
    let html = readFileSync(page, 'utf8').replace('</h1>', `<span id="deployed">${words}</span></h1>`)
    const style = readdirSync(join(dist, '_astro')).find((each) => each.endsWith('.css') && html.includes(each))!
    renameSync(join(dist, '_astro', style), join(dist, '_astro', `${words}.css`))
    html = html.replaceAll(style, `${words}.css`)
    if (missing) html = html.replace(PICTURE, GONE)
    writeFileSync(page, html)
    rmSync(join(dist, 'sw.js'))
    writeFileSync(join(dist, 'sw.js'), await serviceWorker(await versionOf(dist), await foldersOf(dist)))
    return dist
  }

  /** The addresses in each cache of the origin. */
  const kept = (page: Page): Promise<Record<string, string[]>> =>
    page.evaluate(async () => {
      const found: Record<string, string[]> = {}
      for (const name of await caches.keys())
        found[name] = (await (await caches.open(name)).keys()).map(
          ({ url }) => new URL(url).pathname + new URL(url).search,
        )
      return found
    })

  const controller = (page: Page) =>
    page.evaluate(() => new URL(navigator.serviceWorker.controller?.scriptURL ?? 'none:').pathname)

  /** What becomes of a megabyte that is to be kept. */
  const refusal = (page: Page) =>
    page.evaluate(async () => {
      const cache = await caches.open('megabyte')
      const kept = cache.put('/megabyte', new Response(new Uint8Array(1e6)))
      return kept.then(
        () => 'kept',
        ({ name }: Error) => name,
      )
    })

  /** What a reader sees of a page: whether it has its style, and the pictures that are broken. */
  async function seen(page: Page) {
    for (let y = 0; y < 30_000; y += 600) await page.evaluate((top) => scrollTo({ top, behavior: 'instant' }), y)
    await page.waitForLoadState('networkidle')
    return page.evaluate(() => ({
      styled: getComputedStyle(document.body).fontFamily.includes('Source Sans 3'),
      sheets: [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].filter((each) => !each.sheet)
        .length,
      pictures: document.images.length > 0,
      broken: [...document.images].filter((each) => each.complete && each.naturalWidth === 0).map(({ src }) => src),
      words: document.querySelector('#deployed')?.textContent ?? '',
    }))
  }
  const whole = (words = '') => ({ styled: true, sheets: 0, pictures: true, broken: [], words })

  it('at the root answers for its own site alone: a course below is kept by its own, through two deployments', async () => {
    const { sites, served, context } = await opened()
    const { origin } = served
    const [home, course] = [`pages ${origin}/ `, `pages ${origin}${BASE} `]
    const cachesOf = async (page: Page, prefix: string) =>
      Object.entries(await kept(page))
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, addresses]) => [name, addresses.sort()] as const)
    let page = await context.newPage()
    await page.goto(`${origin}/guide/`)
    await expect.poll(async () => (await cachesOf(page, home))[0]?.[1] ?? []).toContain('/guide/')
    await page.reload()
    expect(await controller(page)).toBe('/sw.js')
    await page.locator('.theme-switch select').first().selectOption('dark')
    const before = await cachesOf(page, home)

    // The course comes after the root's worker, which controls its first page at first.
    await page.goto(`${origin}${BASE}${slug}/`)
    expect(await page.evaluate(() => document.documentElement.dataset.theme ?? '')).toBe('')
    await expect.poll(async () => (await cachesOf(page, course))[0]?.[1] ?? []).toContain(`${BASE}${slug}/`)
    await expect.poll(() => controller(page)).toBe(`${BASE}sw.js`)
    await context.setOffline(true)
    expect((await page.reload())!.fromServiceWorker()).toBe(true)
    expect(await seen(page)).toEqual(whole())
    await context.setOffline(false)

    for (const [words, missing] of [
      ['second', true],
      ['third', false],
    ] as const) {
      sites[1]!.dist = await another(words, missing)
      const version = await versionOf(sites[1]!.dist)
      expect(version).toMatch(/^[0-9a-f]{16}$/)
      await page.goto(`${origin}${BASE}${slug}/`)
      expect(await page.locator('#deployed').innerText()).toBe(words)
      // The new worker waits until no page of the earlier one is open.
      await expect
        .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting != null))
        .toBe(true)
      // It takes over some time after the last of them is closed.
      const takenOver = async () => {
        await page.close()
        await new Promise((waited) => setTimeout(waited, 500))
        page = await context.newPage()
        await page.goto(`${origin}${BASE}${slug}/`)
        return page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting == null)
      }
      await expect.poll(takenOver, { timeout: 60_000 }).toBe(true)
      await expect.poll(async () => (await cachesOf(page, course)).length).toBe(1)
      await expect
        .poll(async () => (await cachesOf(page, course))[0]![1])
        .toEqual(expect.arrayContaining([`${BASE}${slug}/`, `${BASE}_astro/${words}.css`]))
      await context.setOffline(true)
      await page.reload()
      const broken = missing ? [`${origin}${BASE}${GONE}`] : []
      expect(await seen(page)).toEqual({ ...whole(words), broken })
      await context.setOffline(false)
    }

    // Nothing of it concerned the root's site.
    expect(await cachesOf(page, home)).toEqual(before)
    await context.setOffline(true)
    await page.goto(`${origin}/guide/`)
    expect(await controller(page)).toBe('/sw.js')
    expect(await seen(page)).toMatchObject({ styled: true, sheets: 0, broken: [] })
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    await context.close()
    served.close()
  }, 240_000)

  // Chromium takes a quota of 0 for none at all.
  it.each([1, 300_000])(
    'with a quota of %d bytes shows everything, and keeps it once there is room',
    async (quotaSize) => {
      const { served, context } = await opened()
      const { origin } = served
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      const quota = () => session.send('Storage.getUsageAndQuota', { origin }).then(({ quota }) => quota)
      const failed: string[] = []
      page.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText ?? ''
        // What a reload breaks off has not failed.
        if (reason !== 'net::ERR_ABORTED') failed.push(`${reason} ${request.url()}`)
      })
      const address = `${origin}${BASE}${slug}/`
      await page.goto(address)
      await expect.poll(async () => Object.values(await kept(page)).flat()).toContain(`${BASE}${slug}/`)
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
      expect(await quota()).toBe(quotaSize)
      await page.evaluate(async () => {
        for (const name of await caches.keys()) await caches.delete(name)
      })
      for (let visit = 0; visit < 3; visit++) {
        expect((await page.reload())!.fromServiceWorker()).toBe(true)
        expect(await seen(page)).toEqual(whole())
        expect(await quota()).toBe(quotaSize)
        expect(await refusal(page)).toBe('QuotaExceededError')
      }
      expect(failed).toEqual([])
      await turnTo(page.locator('figure:has([data-figure-kind])').first())
      await session.send('Storage.overrideQuotaForOrigin', { origin })
      await page.reload()
      await expect.poll(async () => Object.values(await kept(page)).flat()).toContain(`${BASE}${slug}/`)
      await context.setOffline(true)
      await page.reload()
      expect(await seen(page)).toEqual(whole())
      await context.close()
      served.close()
    },
    240_000,
  )

  it('whose storage is cleared while a page is open goes on with the network', async () => {
    const { served, context } = await opened()
    const { origin } = served
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await page.goto(`${origin}${BASE}${slug}/`)
    await expect.poll(async () => Object.values(await kept(page)).flat()).toContain(`${BASE}${slug}/`)
    await page.reload()
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cache_storage' })
    await page.reload()
    expect(await seen(page)).toEqual(whole())
    await expect.poll(async () => Object.values(await kept(page)).flat()).toContain(`${BASE}${slug}/`)
    await context.close()
    served.close()
  }, 240_000)
})
