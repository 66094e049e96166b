import type { BrowserContextOptions, Locator } from 'playwright-core'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { attribute, type AttributionFrame } from '../../src/attribution/attribute.ts'
import { fromCells, type Outline } from '../../src/attribution/cells.ts'
import { methods } from '../../src/attribution/methods.ts'
import { sanityCheck } from '../../src/attribution/sanityCheck.ts'
import { formatNumber } from '../../src/widgets/number.ts'
import type { Pixels } from '../../src/model/pixels.ts'
import { lumenTable } from '../model/lumen.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, turnTo, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const open = (id: `fig-${string}`, options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, `gallery/${id}`, options, search)

/** A worker that starts on a busy machine. */
const PATIENCE = { timeout: 30_000 }

/** The pictures that a figure lays its maps over: what the network looks at. */
const cellsOf = (figure: Locator): Promise<Pixels[]> =>
  figure
    .locator('[data-method=gradient] .cells canvas')
    .evaluateAll((canvases) =>
      (canvases as HTMLCanvasElement[]).map((canvas) => [
        ...canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data,
      ]),
    )
    .then((all) =>
      all.map((data) => ({
        height: Math.sqrt(data.length / 4),
        width: Math.sqrt(data.length / 4),
        values: Float32Array.from(
          data.filter((_, i) => i % 4 < 3),
          (x) => x / 255,
        ),
      })),
    )

async function outline(level: number): Promise<Outline> {
  const { data, info } = await sharp('public/pictures/orange-lemon.mask.png')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const levels = Uint8Array.from({ length: 256 * 256 }, (_, i) => data[i * info.channels]!)
  return { size: 256, levels, level }
}

const ORANGE = lumenTable().classes.indexOf('orange')
const LEMON = lumenTable().classes.indexOf('lemon')
const TROLLEYBUS = lumenTable().classes.indexOf('trolleybus')

/** All maps are there, of what `wanted` names of the state. */
const settled = (figure: Locator, wanted: Record<string, unknown>) =>
  expect
    .poll(
      async () => {
        const { shows, done } = await figure.locator('.attribution').evaluate((element) => ({ ...element.dataset }))
        return { ...(JSON.parse(shows ?? '{}') as object), done }
      },
      { timeout: 90_000 },
    )
    .toMatchObject({ ...wanted, done: '1' })

async function framesOf(request: Parameters<typeof fromCells>[0]) {
  const last = new Map<string, AttributionFrame>()
  for await (const frame of attribute(model, fromCells(request))) last.set(frame.method, frame)
  return last
}

/** The opacities of a method's canvas, against its map; backends round the last digit differently. */
async function expectInk(figure: Locator, frame: AttributionFrame): Promise<void> {
  const found = await figure.locator(`[data-method=${frame.method}] .map canvas`).evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
    return Array.from({ length: width * height }, (_, i) => data[4 * i + 3]!)
  })
  const wanted = Array.from(frame.map.values, (value) => 255 * Math.min(1, Math.abs(value) / frame.peak))
  expect(found).toHaveLength(wanted.length)
  const apart = wanted.filter((ink, i) => Math.abs(ink - found[i]!) > 3)
  expect(apart.length).toBeLessThan(wanted.length * 0.01)
}

describe.runIf(hasArticle('gallery'))('Attribution', () => {
  it('asked for another class, shows the maps that Node computes', async () => {
    const { figure, complaints, close } = await open('fig-why')
    await turnTo(figure)
    await figure.locator('#fig-why_index').selectOption(String(LEMON))
    await expect.poll(() => cellsOf(figure), PATIENCE).toHaveLength(1)
    await settled(figure, { index: LEMON })
    const [cell] = await cellsOf(figure)
    const frames = await framesOf({
      cells: [cell!],
      right: [await outline(2)],
      index: LEMON,
      layer: 'conv7',
      methods: Object.keys(methods),
      seed: 0,
    })
    for (const method of ['gradient', 'gradientTimesInput', 'occlusion', 'gradCam', 'guidedBackprop'] as const)
      await expectInk(figure, frames.get(method)!)
    const { sum, difference, error } = frames.get('integratedGradients')!.completeness!
    expect(error).toBeLessThan(0.01)
    const said = await figure.locator('[data-method=integratedGradients] [data-verdict]').innerText()
    const [, inPlace, shownSum, shownDifference] = /^in place: (\d+)\u00a0% · sum (\S+) of (\S+)$/.exec(said)!
    expect(Number(inPlace)).toBeCloseTo(100 * frames.get('integratedGradients')!.share!, -0.5)
    expect(Number(shownSum)).toBeCloseTo(sum, 0)
    expect(shownDifference).toBe(formatNumber(difference))
    await expect
      .poll(() => figure.locator('.status + [aria-live]').innerText())
      .toContain('Maps for lemon. Gradient, in place: ')
    expect(complaints).toEqual([])
    await close()
  })

  it('in a mosaic chosen from the keyboard, scores each method as Node does, and resets', async () => {
    const { page, figure, close } = await open('fig-why')
    await turnTo(figure)
    await figure.locator('#fig-why_grid').focus()
    await page.keyboard.press('ArrowDown')
    await settled(figure, { grid: 2 })
    await expect.poll(() => new URL(page.url()).search).toBe('?why.against=lemon-1&why.grid=2')
    const cells = await cellsOf(figure)
    expect(cells).toHaveLength(2)
    const frames = await framesOf({
      cells,
      right: [true, false],
      index: ORANGE,
      layer: 'conv7',
      methods: ['gradCam', 'gradient', 'guidedBackprop'],
      seed: 0,
    })
    for (const [method, { share }] of frames)
      expect(await figure.locator(`[data-method=${method}] [data-verdict]`).innerText()).toBe(
        `in place: ${Math.round(100 * share!)}\u00a0%`,
      )
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await settled(figure, { grid: 1 })
    // What the author shows was made ahead of time.
    expect(await figure.locator('[data-method] .map .tile img').count()).toBe(8)
    await close()
  })

  it('opened with layers randomized by its address, says how like the trained network’s its maps are', async () => {
    const { figure, close } = await open('fig-why', {}, '?why.random=2')
    await expect.poll(() => cellsOf(figure), PATIENCE).toHaveLength(1)
    await settled(figure, { random: 2 })
    const [cell] = await cellsOf(figure)
    const request = fromCells({
      cells: [cell!],
      right: [await outline(1)],
      index: ORANGE,
      layer: 'conv7',
      methods: ['gradient', 'gradCam', 'guidedBackprop'],
      seed: 0,
    })
    for await (const { method, similarity } of sanityCheck(model, { ...request, depths: [2] })) {
      const said = await figure.locator(`[data-method=${method}] [data-verdict]`).innerText()
      if (similarity.rank === null) expect(said).toBe('nothing at conv7 speaks for orange')
      else expect(Number(said.replace('like the trained: ', '').replace('−', '-'))).toBeCloseTo(similarity.rank, 1)
    }
    await expect
      .poll(() => figure.locator('.status + [aria-live]').innerText())
      .toContain('with logits, conv7 randomized')
    await close()
  })

  it('where nothing speaks for the class, says so in the panel, the status and the words', async () => {
    const { figure, close } = await open('fig-why', {}, `?why.index=${TROLLEYBUS}&why.layer=conv7`)
    await settled(figure, { index: TROLLEYBUS })
    const why = 'nothing at conv7 speaks for trolleybus'
    expect(await figure.locator('[data-method=gradCam] [data-verdict]').innerText()).toBe(why)
    expect(await figure.locator('.status').innerText()).toContain(`Grad-CAM: ${why}.`)
    await expect.poll(() => figure.locator('.status + [aria-live]').innerText()).toContain(`Grad-CAM, ${why}`)
    await close()
  })

  it('computes where a page has no OffscreenCanvas', async () => {
    const { page, figure, complaints, close } = await open('fig-why')
    await page.evaluate(() => Reflect.deleteProperty(globalThis, 'OffscreenCanvas'))
    await turnTo(figure)
    await figure.locator('#fig-why_index').selectOption(String(LEMON))
    await settled(figure, { index: LEMON })
    expect(await figure.locator('[data-method=gradient] [data-verdict]').innerText()).toMatch(/^in place: /)
    expect(complaints).toEqual([])
    await close()
  })

  it('the opacity fades the picture without computing anything', async () => {
    const { figure, requests, close } = await open('fig-why')
    await turnTo(figure)
    await figure.locator('#fig-why_opacity').fill('1')
    const shade = figure.locator('[data-method=gradient] .cells')
    expect(await shade.evaluate((element) => getComputedStyle(element).opacity)).toBe('0')
    expect(requests.filter((url) => /safetensors|\.wasm/.test(url))).toEqual([])
    await close()
  })

  it('without JavaScript all maps and numbers are there, and no control', async () => {
    const { figure, close } = await open('fig-mosaic', { javaScriptEnabled: false })
    expect(await figure.locator('[data-method] .map .tile img').count()).toBe(8)
    const said = await figure.locator('[data-verdict]').allInnerTexts()
    for (const text of said) expect(text).toMatch(/^in place: \d+\u00a0%/)
    expect(await figure.locator('select:visible, input:visible').count()).toBe(0)
    await close()
  })
  it('loads neither TF.js nor weights before it is touched, and nothing from elsewhere after', async () => {
    const { page, figure, requests, close } = await open('fig-why')
    await page.waitForLoadState('networkidle')
    const heavy = () => requests.filter((url) => /wasm|safetensors|worker|engine/.test(url))
    expect(heavy()).toEqual([])
    await turnTo(figure)
    await figure.locator('#fig-why_index').selectOption('31')
    await settled(figure, { index: 31 })
    expect(heavy().length).toBeGreaterThanOrEqual(3)
    expect(requests.filter((url) => !url.startsWith(site.address))).toEqual([])
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open('fig-why', { colorScheme }, '?why.grid=2')
    await settled(figure, { grid: 2 })
    expect(await violations(page, '#fig-why')).toEqual([])
    await close()
  })

  it('shows the mosaic plain beside the guesses for it, before and after the reader asks for another', async () => {
    const still = await open('fig-mosaic', { javaScriptEnabled: false })
    const ahead = still.figure.locator('[data-whole=ahead] img')
    await ahead.scrollIntoViewIfNeeded()
    await expect
      .poll(() => ahead.evaluate((img: HTMLImageElement) => img.naturalWidth / img.naturalHeight), PATIENCE)
      .toBe(2)
    await still.close()

    const { figure, close } = await open('fig-mosaic')
    await turnTo(figure)
    await figure.locator('#fig-mosaic_against').selectOption('teapot-1')
    const cells = figure.locator('[data-whole=here] canvas')
    await expect.poll(() => cells.count(), PATIENCE).toBe(2)
    // The same pixels as those that the maps lie over.
    const pixels = (canvases: Element[]) => (canvases as HTMLCanvasElement[]).map((canvas) => canvas.toDataURL())
    await expect
      .poll(async () => cells.evaluateAll(pixels), PATIENCE)
      .toEqual(await figure.locator('[data-method=gradient] .cells canvas').evaluateAll(pixels))
    await close()
  })
})
