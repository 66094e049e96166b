import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readLayerTable } from '../../precompute/readModel.ts'
import { chromiumPath, FLAGS } from '../../src/site/publish/chromium.ts'
import { weightsAddress } from '../../src/site/publish/publishedFiles.ts'
import { type BuiltSite, builtSite, hasArticle } from './builtSite.ts'
import { openFigure } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  site = await builtSite()
})
afterAll(() => site?.close())

const change = (page: Page, value: string) => page.locator('#fig-expanded_relu').selectOption(value)
const said = async (page: Page) => (await page.locator('figure [role=alert]').allInnerTexts()).join(' ').trim()
const computed = (page: Page) => page.locator('figure [data-computed=true]').count()

describe.runIf(hasArticle('gallery'))('the weights', () => {
  it.each(['one byte is another', 'some are missing', 'it is a page'])(
    'that arrive so that %s are refused in words, and the next touch computes with the right ones',
    async (how) => {
      const { page, close } = await openFigure(site, 'gallery/fig-expanded', { serviceWorkers: 'block' })
      const whole = readFileSync(join(inject('dist'), weightsAddress(readLayerTable('lumen'))))
      const spoilt = Buffer.from(whole)
      spoilt[spoilt.length - 1]! ^= 1
      const body = how.startsWith('one')
        ? spoilt
        : how.startsWith('some')
          ? whole.subarray(0, 5000)
          : '<h1>Not here</h1>'
      let asked = 0
      await page.context().route('**/*.safetensors', (route) => {
        asked++
        return route.fulfill({ status: 200, body })
      })
      await change(page, 'half')
      await expect
        .poll(() => said(page), { timeout: 60_000 })
        .toContain('the network could not be loaded: what came is not the whole of what this page was made with')
      expect(await computed(page)).toBe(0)
      expect(asked).toBeGreaterThan(1)
      await page.context().unroute('**/*.safetensors')
      await page.mouse.move(5, 5)
      await page.locator('figure').hover()
      await change(page, 'half')
      await expect.poll(() => computed(page), { timeout: 60_000 }).toBeGreaterThan(0)
      expect(await said(page)).toBe('')
      await close()
    },
    180_000,
  )

  it('are checked, and computed with, on a page that came without encryption', async () => {
    const { pathname, port } = new URL(site.address)
    const flags = [...FLAGS, '--host-resolver-rules=MAP lecture.example 127.0.0.1']
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: flags })
    const page = await browser.newPage()
    await page.goto(`http://lecture.example:${port}${pathname}gallery/embed/fig-expanded/`)
    expect(await page.evaluate(() => [isSecureContext, crypto.subtle as unknown])).toEqual([false, undefined])
    const scripts: string[] = []
    page.on('request', (request) => scripts.push(request.url()))
    await page.context().route('**/*.safetensors', (route) => route.fulfill({ status: 200, body: 'short' }))
    await change(page, 'half')
    await expect.poll(() => said(page), { timeout: 60_000 }).toContain('the network could not be loaded')
    await page.context().unroute('**/*.safetensors')
    await page.mouse.move(5, 5)
    await page.locator('figure').hover()
    await change(page, 'half')
    await expect.poll(() => computed(page), { timeout: 60_000 }).toBeGreaterThan(0)
    expect(scripts.filter((each) => /sha2/.test(each)).length).toBeGreaterThan(0)
    await browser.close()
  }, 180_000)
})
