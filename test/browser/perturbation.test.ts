import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { zeroLevel } from '../../src/attribution/attribute.ts'
import { explain } from '../../src/attribution/tokens/explain.ts'
import { filled, type Filling } from '../../src/attribution/tokens/fillings.ts'
import { tenths } from '../../src/attribution/tokens/perturbation.ts'
import { mapOfOrder, removalCurve, type RemovalCurve } from '../../src/attribution/tokens/removalCurves.ts'
import { tokenStructure } from '../../src/attribution/tokens/structure.ts'
import type { Model } from '../../src/model/model.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, turnTo, violations } from './openPage.ts'
import { pixelsOf } from './pixelsOf.ts'
import { site } from './siteAndModel.ts'

const WAYS = ['most', 'least'] as const
const PATIENCE = { timeout: 90_000 }

let mosaic: Model
beforeAll(() => (mosaic = readModel('mosaic')))
afterAll(() => mosaic.dispose())

const ORANGE = () => mosaic.table.classes.indexOf('orange')
const LEMON = () => mosaic.table.classes.indexOf('lemon')

// A page that scrolls smoothly would move on under the hand.
const open = (options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, 'gallery/fig-remove', { reducedMotion: 'reduce', ...options }, search)

const settled = (figure: Locator, wanted: Record<string, unknown>) =>
  expect
    .poll(async () => {
      const { shows, done, older } = await figure
        .locator('.perturbation')
        .evaluate((element) => ({ ...element.dataset }))
      return { ...(JSON.parse(shows ?? '{}') as object), done, older }
    }, PATIENCE)
    .toMatchObject({ ...wanted, done: '1', older: undefined })

/** A curve's dots as probabilities, read with the ticks of its plot, and the area that its label says. */
async function drawn(figure: Locator, way: string, name: string, title: string) {
  const plot = figure.locator(`[data-way=${way}] svg`)
  const ticks = await plot.locator('.rule').evaluateAll((lines) => lines.map((line) => Number(line.getAttribute('y1'))))
  const texts = await plot.locator('.left').allTextContents()
  const values = texts.map((text) => Number(text.replace(/[^\d.]/g, '')) / 100)
  const scale = (values.at(-1)! - values[0]) / (ticks.at(-1)! - ticks[0])
  const dots = await plot
    .locator(`[data-line=${name}] circle`)
    .evaluateAll((circles) => circles.map((each) => Number(each.getAttribute('cy'))))
  const labels = await plot.locator('.label').allTextContents()
  const label = labels.find((each) => each.startsWith(title))!
  return {
    probabilities: dots.map((y) => values[0] + (y - ticks[0]) * scale),
    area: Number(label.slice(title.length)),
  }
}

/** What the page draws, against a curve that Node computed. */
async function expectDrawn(figure: Locator, way: string, name: string, title: string, wanted: RemovalCurve) {
  const found = await drawn(figure, way, name, title)
  expect(found.probabilities).toHaveLength(wanted.probabilities.length)
  // A tenth of a pixel of some two hundred.
  wanted.probabilities.forEach((p, i) => expect(Math.abs(found.probabilities[i] - p)).toBeLessThan(0.003))
  expect(Math.abs(found.area - 100 * wanted.area)).toBeLessThan(0.6)
}

async function curveOf(
  figure: Locator,
  map: ArrayLike<number>,
  index: number,
  filling: Filling,
  way: 'most' | 'least',
) {
  const structure = tokenStructure(mosaic.table)
  const image = await pixelsOf(figure)
  const fill = filled(image, filling, 8, zeroLevel(mosaic), 0)
  return removalCurve(mosaic, structure, { image, filling: fill, index, map, steps: tenths(64) }, way)
}

/** Drags over patches, given by row and column. */
async function paint(page: Page, figure: Locator, ...way: [number, number][]): Promise<void> {
  await figure.locator('.paper').scrollIntoViewIfNeeded()
  const box = (await figure.locator('.paper').boundingBox())!
  for (const [i, [row, column]] of way.entries()) {
    await page.mouse.move(box.x + ((column + 0.5) * box.width) / 8, box.y + ((row + 0.5) * box.height) / 8)
    if (i === 0) await page.mouse.down()
  }
  await page.mouse.up()
}

describe.runIf(hasArticle('gallery'))('Perturbation', () => {
  it('a painted mask has the curve and the area that Node computes, both ways', async () => {
    const { page, figure, complaints, close } = await open()
    await turnTo(figure)
    await paint(page, figure, [3, 1], [3, 2], [4, 2])
    await paint(page, figure, [4, 1])
    await settled(figure, { mask: '25 26 34 33' })
    await expect.poll(() => new URL(page.url()).search.replaceAll('+', ' ')).toBe('?remove.mask=25 26 34 33')
    const map = mapOfOrder([25, 26, 34, 33], 64, 0)
    for (const way of WAYS)
      await expectDrawn(figure, way, 'own', 'Yours', await curveOf(figure, map, ORANGE(), 'mean', way))
    expect(await figure.locator('[data-verdict]').innerText()).toMatch(/Yours comes \d of 5\.$/)
    expect(await figure.locator('[data-order=own]').count()).toBe(1)
    // A stroke that begins on a painted patch takes away, and one step is undone at a time.
    await paint(page, figure, [3, 2], [3, 1])
    await settled(figure, { mask: '34 33' })
    await figure.getByRole('button', { name: 'Undo' }).click()
    await settled(figure, { mask: '25 26 34 33' })
    await figure.getByRole('button', { name: 'Reset' }).click()
    await settled(figure, { mask: '' })
    expect(await figure.locator('[data-order=own]').count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('is painted by keyboard, and says where it is', async () => {
    const { page, figure, close } = await open()
    await turnTo(figure)
    await figure.locator('.paper').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await settled(figure, { mask: '36' })
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press(' ')
    await settled(figure, { mask: '36 35' })
    await expect.poll(() => figure.locator('.patches + [aria-live]').innerText()).toBe('Row 5, column 4, painted')
    await page.keyboard.press('Backspace')
    await settled(figure, { mask: '36' })
    await close()
  })

  it('with another filling, shows other curves at once, without a network, as Node computes them', async () => {
    const { figure, requests, close } = await open()
    await turnTo(figure)
    const before = await drawn(figure, 'most', 'relevance', 'Relevance')
    await figure.locator('#fig-remove_filling').selectOption('noise')
    await settled(figure, { filling: 'noise' })
    const after = await drawn(figure, 'most', 'relevance', 'Relevance')
    expect(after.probabilities).not.toEqual(before.probabilities)
    expect(requests.filter((url) => /\.wasm|safetensors/.test(url))).toEqual([])
    const image = await pixelsOf(figure)
    const asked = { image, classes: [ORANGE()], methods: ['relevance'], from: 0, seed: 0 }
    for await (const { map } of explain(mosaic, asked))
      for (const way of WAYS)
        await expectDrawn(figure, way, 'relevance', 'Relevance', await curveOf(figure, map, ORANGE(), 'noise', way))
    await close()
  })

  it('for another class, every method’s curves are those that Node computes', async () => {
    const { figure, complaints, close } = await open()
    await turnTo(figure)
    await figure.locator('.other summary').click()
    await figure.locator('#fig-remove_index').selectOption(String(LEMON()))
    await settled(figure, { index: LEMON() })
    const image = await pixelsOf(figure)
    const titles = {
      random: 'Random',
      rollout: 'Rollout',
      relevance: 'Relevance',
      attentionRelevance: 'Slope × attention',
    }
    const asked = { image, classes: [LEMON()], methods: Object.keys(titles), from: 0, seed: 0 }
    for await (const { method, map } of explain(mosaic, asked))
      for (const way of WAYS) {
        const wanted = await curveOf(figure, map, LEMON(), 'mean', way)
        await expectDrawn(figure, way, method, titles[method as keyof typeof titles], wanted)
      }
    expect(complaints).toEqual([])
    await close()
  })

  it('a slider takes more patches away, and the pictures and numbers follow', async () => {
    const { figure, close } = await open()
    await turnTo(figure)
    await figure.locator('#fig-remove_removed').fill('10')
    await expect.poll(() => figure.locator('#fig-remove_removed + output').innerText()).toBe('58 of 64')
    const path = (await figure.locator('[data-order=rollout] clipPath path').getAttribute('d'))!
    expect(path.split('M').length - 1).toBe(58)
    const { probabilities } = await drawn(figure, 'most', 'rollout', 'Rollout')
    const said = await figure.locator('[data-order=rollout] strong').innerText()
    expect(Math.abs(Number(said.replace(/[^\d]/g, '')) - 100 * probabilities[10])).toBeLessThan(0.8)
    await close()
  })

  it('tells plainly what was measured over many pictures, or that nothing was', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    const said = await figure.locator('.many').innerText()
    expect(said).toMatch(/^Over (many pictures: not measured for mosaic|[\d,]+ pictures \()/)
    await close()
  })

  it('answers a finger, whose targets are 44 pixels, without scrolling sideways', async () => {
    const { page, figure, close } = await open({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    const pad = figure.locator('.paper')
    await pad.scrollIntoViewIfNeeded()
    const { width } = (await pad.boundingBox())!
    // Eight patches across what the page leaves of 390 pixels.
    expect(width / 8).toBeGreaterThanOrEqual(42)
    await pad.tap({ position: { x: 10, y: 10 } })
    await settled(figure, { mask: '0' })
    for (const name of ['Undo', 'Redo', 'Reset']) {
      const box = (await figure.getByRole('button', { name }).boundingBox())!
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await close()
  })

  it('without JavaScript all curves, areas and pictures are there, and no control', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    expect(await figure.locator('[data-way] [data-line]').count()).toBe(8)
    expect(await figure.locator('[data-order]').count()).toBe(4)
    expect(await figure.locator('[data-verdict]').innerText()).toMatch(
      /^With its mean colour in place of patches, orange/,
    )
    expect(await figure.locator('select:visible, input:visible, .push:visible, details:visible').count()).toBe(0)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme }, '?remove.mask=27+28')
    await settled(figure, { mask: '27 28' })
    expect(await violations(page, '#fig-remove')).toEqual([])
    await close()
  })
})
