import type { BrowserContextOptions, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { explain, type ExplainRequest } from '../../src/attribution/tokens/explain.ts'
import { layersFromTop } from '../../src/attribution/randomize.ts'
import type { Model } from '../../src/model/model.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, turnTo, violations } from './openPage.ts'
import { pixelsOf } from './pixelsOf.ts'
import { site } from './siteAndModel.ts'

const METHODS = ['rawAttention', 'rollout', 'attentionGradCam', 'relevance', 'attentionRelevance']
const PATIENCE = { timeout: 90_000 }

let mosaic: Model
beforeAll(() => (mosaic = readModel('mosaic')))
afterAll(() => mosaic.dispose())
const classNamed = (name: string) => mosaic.table.classes.indexOf(name)

const open = (options: BrowserContextOptions = {}, search = '') => openFigure(site, 'gallery/fig-two', options, search)

const settled = (figure: Locator, wanted: Record<string, unknown>) =>
  expect
    .poll(async () => {
      const { shows, done, older } = await figure.locator('.relevance').evaluate((element) => ({ ...element.dataset }))
      return { ...(JSON.parse(shows ?? '{}') as object), done, older }
    }, PATIENCE)
    .toMatchObject({ ...wanted, done: '1', older: undefined })

/** The ink of every patch of every map, against the maps that Node computes of the same picture. */
async function expectMaps(figure: Locator, over: Pick<ExplainRequest, 'classes'> & Partial<ExplainRequest>) {
  const request = { image: await pixelsOf(figure), methods: METHODS, from: 0, seed: 0, ...over }
  for await (const { method, at, map } of explain(mosaic, request)) {
    const found = new Float64Array(64)
    const rects = await figure
      .locator(`[data-method=${method}] figure`)
      .nth(at)
      .locator('rect')
      .evaluateAll((all) => all.map((each) => ['x', 'y', 'opacity'].map((name) => Number(each.getAttribute(name)))))
    for (const [x, y, ink] of rects) found[8 * y + x] = ink
    const peak = Math.max(...map.map(Math.abs))
    // Two digits are drawn, nothing below a fiftieth; backends round the last digits differently.
    for (const [patch, value] of map.entries())
      expect(Math.abs(found[patch] - (peak && Math.abs(value) / peak)), `${method}, patch ${patch}`).toBeLessThan(0.03)
  }
}

describe.runIf(hasArticle('gallery'))('Relevance', () => {
  it('asked for another class, shows the maps that Node computes, for both', async () => {
    const { page, figure, complaints, close } = await open()
    await turnTo(figure)
    const teapot = classNamed('teapot')
    await figure.locator('#fig-two_index').selectOption(String(teapot))
    await settled(figure, { index: teapot })
    await expect.poll(() => new URL(page.url()).search).toBe(`?two.index=${teapot}`)
    await expectMaps(figure, { classes: [teapot, classNamed('lemon')] })
    await expect.poll(() => figure.locator('.status + [aria-live]').innerText()).toContain('Maps for teapot and lemon')
    expect(complaints).toEqual([])
    await close()
  })

  it('attention is the same for both classes, and what explains an answer is not', async () => {
    const { figure, close } = await open()
    for (const method of ['rawAttention', 'rollout'])
      expect(await figure.locator(`[data-method=${method}] .apart`).innerText()).toBe('the same for both')
    for (const method of ['relevance', 'attentionRelevance'])
      expect(await figure.locator(`[data-method=${method}] .apart`).innerText()).toMatch(/^correlation −?0\.\d\d$/)
    await close()
  })

  it('counts blocks from the one that the slider names', async () => {
    const { figure, close } = await open()
    await turnTo(figure)
    await figure.locator('summary', { hasText: 'Fewer blocks' }).click()
    await figure.locator('#fig-two_from').fill('5')
    await settled(figure, { from: 5 })
    await expectMaps(figure, { classes: [classNamed('orange'), classNamed('lemon')], from: 4 })
    await close()
  })

  it('with layers drawn anew, shows the maps of that network, however many they are', async () => {
    const { figure, complaints, close } = await open({}, '?two.random=3')
    await settled(figure, { random: 3 })
    const random = layersFromTop(mosaic.table).slice(0, 3)
    await expectMaps(figure, { classes: [classNamed('orange'), classNamed('lemon')], random })
    expect(complaints).toEqual([])
    await close()
  })

  it('another picture brings its own classes', async () => {
    const { figure, close } = await open()
    await turnTo(figure)
    await figure.locator('summary', { hasText: 'Another picture' }).click()
    await figure.locator('[data-choice="candle-teapot"]').click()
    const [teapot, candle] = ['teapot', 'candle'].map(classNamed)
    await settled(figure, { image: 'candle-teapot', index: teapot, other: candle })
    await expectMaps(figure, { classes: [teapot, candle] })
    expect(await figure.locator('[data-method=relevance] figcaption').allInnerTexts()).toEqual([
      expect.stringMatching(/^\d+\u00a0% on the teapot$/),
      expect.stringMatching(/^\d+\u00a0% on the candle$/),
    ])
    await close()
  })

  it('without JavaScript all maps are there, and no control', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    expect(await figure.locator('[data-method] .patches').count()).toBe(10)
    expect(await figure.locator('select:visible, input:visible, .push:visible').count()).toBe(0)
    await close()
  })

  it('loads neither TF.js nor weights before it is touched, and nothing from elsewhere after', async () => {
    const { page, figure, requests, close } = await open()
    await page.waitForLoadState('networkidle')
    expect(requests.filter((url) => /wasm|safetensors|worker|engine/.test(url))).toEqual([])
    await turnTo(figure)
    await figure.locator('#fig-two_index').selectOption('3')
    await settled(figure, { index: 3 })
    expect(requests.filter((url) => !url.startsWith(site.address))).toEqual([])
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme })
    await turnTo(figure)
    expect(await violations(page, '#fig-two')).toEqual([])
    await close()
  })
})
