import { readFileSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { articlesIn, type BuiltSite, builtSite } from './builtSite.ts'
import { openPage, violations } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  site = await builtSite()
}, 240_000)
afterAll(() => site?.close())

const articles = articlesIn('content')

const open = (path: string, options: BrowserContextOptions = {}) =>
  openPage(site, path, { permissions: ['clipboard-read', 'clipboard-write'], ...options })

/** Ids of the page's figures. */
const figuresOf = (page: Page) =>
  page.locator('.article-body figure[id^=fig-]').evaluateAll((all) => all.map(({ id }) => id))

const openMenu = async (page: Page, id: string) => {
  const button = page.locator(`#${id} .figure-menu-open`)
  await button.scrollIntoViewIfNeeded()
  await button.focus()
  await page.keyboard.press('Enter')
  return page.locator(`#${id}_menu`)
}

describe.each(articles)('figures of %s', (slug) => {
  it('each have a menu that opens from the keyboard, is accessible, and closes on Escape', async () => {
    const { page, complaints, close } = await open(`${slug}/`)
    const ids = await figuresOf(page)
    for (const id of ids) {
      const menu = await openMenu(page, id)
      expect(await menu.isVisible(), id).toBe(true)
      if (id === ids[0]) {
        await menu.locator('details').evaluateAll((all) => all.forEach((each) => each.setAttribute('open', '')))
        expect(await violations(page)).toEqual([])
      }
      await page.keyboard.press('Escape')
      expect(await menu.isVisible(), id).toBe(false)
      const focused = page.locator(`#${id} .figure-menu-open`)
      expect(await focused.evaluate((button) => button === document.activeElement)).toBe(true)
    }
    expect(complaints).toEqual([])
    await close()
  })

  it('say without JavaScript how they were made, and give their data', async () => {
    const { page, close } = await open(`${slug}/`, { javaScriptEnabled: false })
    for (const figure of await page.locator('.article-body figure[id^=fig-]').all()) {
      const id = (await figure.getAttribute('id'))!
      await figure.locator('.figure-menu-open').click()
      const menu = page.locator(`#${id}_menu`)
      await menu.locator('summary').last().click()
      const made = await menu.locator('details').last().innerText()
      expect(made).toMatch(/Weights\s+[0-9a-f]{12}|nothing in it is computed/)
      const data = menu.locator('[data-act=csv]')
      if (made.includes('Weights')) expect(await data.getAttribute('href')).toMatch(/^data:text\/csv/)
      await page.keyboard.press('Escape')
    }
    await close()
  })

  it('each have a page of their own, not indexed, that shows the same figure', async () => {
    const { page, complaints, close } = await open(`${slug}/`)
    const labels = new Map<string, string>()
    for (const id of await figuresOf(page)) labels.set(id, await page.locator(`#${id} .caption-label`).innerText())
    expect(labels.size).toBeGreaterThan(0)
    for (const [id, label] of labels) {
      await page.goto(`${site.address}${slug}/embed/${id}/`)
      expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
      expect(await page.locator('.figure').count()).toBe(1)
      expect(await page.locator('.caption-label').innerText()).toBe(label)
      expect(await violations(page), id).toEqual([])
    }
    expect(complaints).toEqual([])
    await close()
  })
})

describe.runIf(articles.includes('guide'))('what a reader of the guide can take along', () => {
  it('a link to the state of a live figure, and code that embeds it in that state', async () => {
    const { page, close } = await open('guide/?anatomy.angle=45&other.x=1#fig-anatomy')
    const menu = await openMenu(page, 'fig-anatomy')
    await menu.locator('[data-act=link]').click()
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
    expect(await clipboard()).toBe(`${site.address}guide/?anatomy.angle=45#fig-anatomy`)
    await expect.poll(() => menu.getByRole('status').innerText()).toBe('Copied')
    await menu.locator('summary').first().click()
    await menu.locator('[data-act=embed]').click()
    expect(await clipboard()).toContain(`src="${site.address}guide/embed/fig-anatomy/?anatomy.angle=45"`)
    await close()
  })

  it('its picture as PNG and as SVG that names nothing outside itself', async () => {
    const { page, close } = await open('guide/')
    const menu = await openMenu(page, 'fig-anatomy')
    const save = async (kind: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), menu.locator(`[data-act=${kind}]`).click()])
      expect(file.suggestedFilename()).toBe(`fig-anatomy.${kind}`)
      return (await file.path())!
    }
    const size = await page.locator('#fig-anatomy .figure-picture').boundingBox()
    const { width, height } = await sharp(await save('png')).metadata()
    expect([width, height]).toEqual([2 * (Math.ceil(size!.width) + 32), 2 * (Math.ceil(size!.height) + 32)])
    const svg = readFileSync(await save('svg'), 'utf8')
    expect(svg).toContain('Running sum')
    expect(svg.match(/(?:src|href)="(?!data:|#)[^"]*"/g)).toBe(null)
    await close()
  })

  it('its data: at rest that of the first frame, alive that of what it shows', async () => {
    const { page, close } = await open('guide/')
    const read = async () => {
      const menu = page.locator('#fig-anatomy_menu')
      await openMenu(page, 'fig-anatomy')
      const [file] = await Promise.all([page.waitForEvent('download'), menu.locator('[data-act=csv]').click()])
      await page.keyboard.press('Escape')
      return readFileSync((await file.path())!, 'utf8').split('\r\n')
    }
    const before = await read()
    expect(before[0]).toBe('unit,term,value')
    expect(before).toHaveLength(1 + 64 + 3 + 1)
    const figure = page.locator('#fig-anatomy')
    await figure.locator('.portrait').hover()
    await figure.locator('[data-ready=true]').waitFor()
    await figure.getByLabel('angle').fill('200')
    await expect.poll(() => figure.locator('[data-shows*="200"]').count(), { timeout: 30_000 }).toBe(1)
    const after = await read()
    expect(after).toHaveLength(before.length)
    expect(after.at(-2)).not.toBe(before.at(-2))
    await close()
  })
})

describe.runIf(articles.includes('guide'))('the projector mode', () => {
  const shown = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('.article-body > *, .title-block')]
        .filter((each) => each.getBoundingClientRect().height > 1)
        .map((each) => each.id || each.tagName),
    )

  it('shows one section or figure at a time, steps with the arrow keys, and leaves on Escape', async () => {
    const { page, complaints, close } = await open('guide/')
    await page.getByRole('button', { name: 'Present' }).click()
    await expect.poll(() => page.locator('.present-place').innerText()).toMatch(/^1 \/ \d+$/)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => new URL(page.url()).search + new URL(page.url()).hash).toBe('?present#start')
    expect(await shown(page)).toContain('start')
    expect(await shown(page)).not.toContain('HEADER')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('ArrowLeft')
    expect(await shown(page)).toContain('HEADER')
    await page.keyboard.press('End')
    await page.evaluate(() => document.exitFullscreen?.().catch(() => {}))
    await expect.poll(() => page.locator('.present-bar').count()).toBe(0)
    expect(new URL(page.url()).search).toBe('')
    expect((await shown(page)).length).toBeGreaterThan(20)
    expect(complaints).toEqual([])
    await close()
  })

  it('begins where its address says, with the same live figure', async () => {
    const { page, close } = await open('guide/?present#fig-anatomy')
    const figure = page.locator('#fig-anatomy')
    await expect.poll(() => page.locator('.present-bar').count()).toBe(1)
    expect(await page.locator('.article-body h2:visible').count()).toBe(0)
    await figure.locator('.portrait').hover()
    await figure.locator('[data-ready=true]').waitFor()
    await figure.getByLabel('angle').focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.url(), { timeout: 10_000 }).toMatch(/[?]present=?&anatomy[.]angle=76#fig-anatomy$/)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.present-bar').count()).toBe(0)
    expect(page.url()).toContain('guide/?anatomy.angle=76#fig-anatomy')
    expect(await figure.locator('output').first().innerText()).toBe('76°')
    await close()
  })
})

describe.runIf(articles.includes('guide'))('the search', () => {
  it('finds a section from the keyboard, loads nothing before it is asked, and a formula counts once', async () => {
    const { page, complaints, close } = await open('')
    const loaded: string[] = []
    page.on('request', (request) => loaded.push(request.url()))
    expect(loaded.filter((url) => url.includes('pagefind'))).toEqual([])
    await page.getByRole('button', { name: 'Search' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('searchbox').waitFor()
    await page.keyboard.type('front matter')
    const link = page.getByRole('link', { name: /Front matter$/ })
    await link.waitFor()
    expect(await violations(page)).toEqual([])
    await link.press('Enter')
    await page.waitForURL(`${site.address}guide/#front-matter`)
    expect(complaints).toEqual([])
    // TeX stands in an annotation only, and that is left out.
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('searchbox').waitFor()
    await page.keyboard.type('operatorname')
    // A word of the text may begin alike; the section of the formula is not among those found.
    const results = page.locator('.search-results a, .search-status')
    await expect.poll(async () => (await results.allInnerTexts()).join(''), { timeout: 10_000 }).not.toBe('')
    expect((await results.allInnerTexts()).filter((text) => text.includes('Mathematics'))).toEqual([])
    await close()
  })
})

describe.runIf(articles.length > 0)('without a network', () => {
  it('a page that was read is there again, styled, with its pictures; others say nothing', async () => {
    const { page, close } = await open(`${articles[0]}/`)
    const kept = () =>
      page.evaluate(async () => {
        const [name] = await caches.keys()
        const keys = name ? await (await caches.open(name)).keys() : []
        return keys.map(({ url }) => url)
      })
    await expect.poll(kept, { timeout: 20_000 }).toContain(`${site.address}${articles[0]}/`)
    await page.context().setOffline(true)
    const answer = await page.reload()
    expect(answer!.fromServiceWorker()).toBe(true)
    await page.waitForLoadState('networkidle')
    expect(await page.locator('.article-body > p').count()).toBeGreaterThan(0)
    const colour = await page.locator('body').evaluate((body) => getComputedStyle(body).fontFamily)
    expect(colour).toContain('Source Sans 3')
    for (let y = 0; y < 20_000; y += 600) {
      await page.evaluate((top) => scrollTo({ top, behavior: 'instant' }), y)
    }
    await page.waitForLoadState('networkidle')
    const broken = await page
      .locator('.article-body img')
      .evaluateAll((all) =>
        (all as HTMLImageElement[]).filter((each) => each.complete && each.naturalWidth === 0).map(({ src }) => src),
      )
    expect(broken).toEqual([])
    await expect(page.goto(`${site.address}models/lumen/`)).rejects.toThrow()
    await close()
  })
})
