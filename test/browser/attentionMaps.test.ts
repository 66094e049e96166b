import type { BrowserContextOptions, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { attentionOf } from '../../src/attribution/tokens/attentionOf.ts'
import { tokenStructure } from '../../src/attribution/tokens/structure.ts'
import type { Model } from '../../src/model/model.ts'
import { distanceFrom, entropyOf, headSpread, readBy } from '../../src/vocabulary/attentionSpread.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, turnTo, violations } from './openPage.ts'
import { pixelsOf } from './pixelsOf.ts'
import { site } from './siteAndModel.ts'

const PLACES = { before: 1, rows: 8, columns: 8 }
const [TOKENS, HEADS] = [65, 4]

let mosaic: Model
beforeAll(() => (mosaic = readModel('mosaic')))
afterAll(() => mosaic.dispose())

const open = (options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, 'gallery/fig-heads', options, search)

/** The sheet is there: pointing answers at once. */
const alive = (figure: Locator) => figure.locator('[data-alive=true]').waitFor({ timeout: 30_000 })

/** Presses the middle of a patch of the large map. */
async function press(figure: Locator, row: number, column: number): Promise<void> {
  const { width, height } = (await figure.locator('.large').boundingBox())!
  await figure.locator('.large').click({ position: { x: ((column + 0.5) * width) / 8, y: ((row + 0.5) * height) / 8 } })
}

/** What Node says a head reads on the picture that the page shows; block and head from 1. */
async function expectRead(figure: Locator, block: number, head: number, token: number): Promise<void> {
  const { attention } = tokenStructure(mosaic.table)
  const [found] = await attentionOf(mosaic, [attention[block - 1]], await pixelsOf(figure))
  const row = readBy(found.values, { tokens: TOKENS, heads: HEADS }, head - 1, token)
  const share = Math.max(...row.slice(1))
  const patch = row.slice(1).indexOf(share)
  const said = await figure.locator('[data-reading]').innerText()
  const [, at, most, cls] = /at (row \d, column \d): ([\d.]+)\u00a0%\. Of the class token it reads (\d+)\u00a0%/.exec(
    said,
  )!
  expect(at).toBe(`row ${Math.floor(patch / 8) + 1}, column ${(patch % 8) + 1}`)
  // Levels of 8 bits, and what is rounded to be read.
  expect(Math.abs(Number(most) - 100 * share)).toBeLessThan(0.4)
  expect(Math.abs(Number(cls) - 100 * row[0])).toBeLessThan(0.9)
  expect(Number(/([\d.]+) bits/.exec(said)![1])).toBeCloseTo(entropyOf(row), 1)
  const far = distanceFrom(token, row, PLACES)
  if (far === null) expect(said).not.toContain('patches away')
  else expect(Number(/([\d.]+) patches away/.exec(said)![1])).toBeCloseTo(far, 1)
}

describe.runIf(hasArticle('gallery'))('AttentionMaps', () => {
  it('pressed on a patch, shows what Node computes, and loads no network for it', async () => {
    const { page, figure, requests, complaints, close } = await open()
    await turnTo(figure)
    await alive(figure)
    await press(figure, 2, 5)
    await expect.poll(() => new URL(page.url()).search).toBe('?heads.token=22')
    await expectRead(figure, 3, 2, 22)
    await figure.locator('[data-head="6.4"]').click()
    await expect.poll(() => figure.locator('.one .name').innerText()).toContain('Head 4 of block 6')
    await expectRead(figure, 6, 4, 22)
    await figure.locator('[data-token="0"]').click()
    await expect.poll(() => figure.locator('.one .name').innerText()).toContain('from the class token')
    await expectRead(figure, 6, 4, 0)
    expect(requests.filter((url) => /\.wasm|safetensors|worker/.test(url))).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('pointed at with a mouse, follows it and goes back', async () => {
    const { page, figure, close } = await open()
    await turnTo(figure)
    await alive(figure)
    const box = (await figure.locator('.large').boundingBox())!
    await page.mouse.move(box.x + box.width * 0.95, box.y + box.height * 0.05)
    await expect.poll(() => figure.locator('.one .name').innerText()).toContain('row 1, column 8')
    await page.mouse.move(box.x + box.width * 0.95, box.y - 30)
    await expect.poll(() => figure.locator('.one .name').innerText()).toContain('row 4, column 4')
    await close()
  })

  it('goes from patch to patch and from head to head by keyboard', async () => {
    const { page, figure, close } = await open()
    await turnTo(figure)
    await alive(figure)
    await figure.locator('.large').focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => figure.locator('.one .name').innerText()).toContain('row 3, column 3')
    await figure.locator('[data-head="3.2"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => figure.locator('.one .name').innerText()).toContain('Head 3 of block 4')
    expect(await figure.locator('[data-head="4.3"]').evaluate((each) => each === document.activeElement)).toBe(true)
    await expect
      .poll(() => figure.locator('.status + [aria-live]').innerText())
      .toContain('From the patch in row 3, column 3, head 3 of block 4 reads')
    await expect.poll(() => new URL(page.url()).search).toBe('?heads.block=4&heads.head=3&heads.token=19')
    await close()
  })

  it('on another picture, shows what Node computes of it: probabilities, entropy and distance of every head', async () => {
    const { figure, complaints, close } = await open()
    await turnTo(figure)
    await figure.locator('[data-choice="ladybug-1"]').click()
    await expect
      .poll(() => figure.locator('.attentionMaps').getAttribute('data-drawn'), { timeout: 60_000 })
      .not.toBe('0')
    await press(figure, 6, 1)
    await expectRead(figure, 3, 2, 50)
    const found = await attentionOf(mosaic, tokenStructure(mosaic.table).attention, await pixelsOf(figure))
    for (const [block, { values }] of found.entries())
      for (let head = 0; head < HEADS; head++) {
        const { entropy, distance } = headSpread(values, HEADS, head, PLACES)
        const said = await figure.locator(`[data-spread="${block + 1}.${head + 1}"]`).innerText()
        const [bits, patches] = said.split('·').map(Number)
        expect(Math.abs(bits - entropy)).toBeLessThan(0.051)
        expect(Math.abs(patches - distance!)).toBeLessThan(0.051)
      }
    expect(complaints).toEqual([])
    await close()
  })

  it('opened by its address, shows what it asks for', async () => {
    const { figure, close } = await open({}, '?heads.block=5&heads.head=3&heads.token=64')
    await alive(figure)
    await expect
      .poll(() => figure.locator('.one .name').innerText())
      .toBe('Head 3 of block 5, from the patch in row 8, column 8')
    await expectRead(figure, 5, 3, 64)
    await close()
  })

  it('answers a finger, whose targets are 44 pixels, without scrolling sideways', async () => {
    const { page, figure, close } = await open({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await figure.scrollIntoViewIfNeeded()
    await figure.locator('.large').tap({ position: { x: 20, y: 20 } })
    await alive(figure)
    await expect.poll(() => figure.locator('.one .name').innerText()).toContain('row 1, column 1')
    for (const target of ['[data-head="1.1"]', '[data-token="0"]']) {
      const { width, height } = (await figure.locator(target).boundingBox())!
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await close()
  })

  it('without JavaScript all heads are drawn and the numbers are there, and no control', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    expect(await figure.locator('[data-head]').count()).toBe(24)
    expect(await figure.locator('[data-head] path').count()).toBeGreaterThan(24)
    expect(await figure.locator('[data-reading]').innerText()).toMatch(
      /It reads most at row \d, column \d: [\d.]+\u00a0%/,
    )
    expect(await figure.locator('select:visible, input:visible, .push:visible').count()).toBe(0)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme })
    await turnTo(figure)
    await alive(figure)
    expect(await violations(page, '#fig-heads')).toEqual([])
    await close()
  })
})
