import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { cosine } from '../../src/vocabulary/cosine.ts'
import { expandedWeights, slice, strongest } from '../../src/circuits/linear/expandedWeights.ts'
import { meanGradient, stimuliFor } from '../../src/circuits/linear/meanGradient.ts'
import type kernel from '../../src/figures/kernel/declaration.ts'
import type { State } from '../../src/vocabulary/props/prop.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const OPEN = { relu: 'identity', maxPool: 'average' } as const

const open = (options: BrowserContextOptions = {}, search = '', id = 'fig-expanded') =>
  openFigure(site, `gallery/${id as `fig-${string}`}`, options, search)

const data = (figure: Locator) =>
  figure.locator('.kernel').evaluate((element) => ({ ...(element as HTMLElement).dataset }))
const shows = async (figure: Locator) => JSON.parse((await data(figure)).shows!) as State<typeof kernel.props>

/** A reader turns to the figure. */
async function awake(page: Page, figure: Locator) {
  await figure.locator('.heading').first().hover()
  await expect.poll(async () => (await data(figure)).ready, { timeout: 30_000 }).toBe('true')
  await page.mouse.move(0, 0)
}

const readout = (figure: Locator) => figure.locator('[data-readout] strong').innerText()
const number = (text: string) => Number(text.replace('−', '-'))

describe.runIf(hasArticle('gallery'))('Kernel', () => {
  it('another unit gives the weights that Node computes, then their mean gradient, and says so', async () => {
    const { page, figure, complaints, close } = await open()
    await awake(page, figure)
    const before = await figure.locator('.map svg').first().innerHTML()
    await figure.locator('#fig-expanded_from_unit').fill('15')
    await expect.poll(async () => (await shows(figure)).from, { timeout: 30_000 }).toBe('conv1/15')
    const field = await expandedWeights(model, 'conv4/39', 'conv1', OPEN)
    const grid = slice(field, 15)
    expect(await figure.locator('.map svg').first().innerHTML()).not.toBe(before)
    // The strongest cell is marked untouched.
    const largest = grid.values.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best))
    expect(number(await readout(figure))).toBeCloseTo(largest, 3)
    await expect.poll(async () => (await data(figure)).done, { timeout: 60_000 }).toBe('1')
    let mean: number[] = []
    for await (const frame of meanGradient(model, 'conv4/39', 'conv1', stimuliFor(model, 'conv4/39', 8, 0)))
      mean = [...slice(frame, 15).values]
    const wanted = cosine(grid.values, mean)
    expect(Math.abs(number(await figure.locator('[data-cosine] strong').innerText()) - wanted)).toBeLessThan(0.011)
    await expect
      .poll(() => figure.locator('[aria-live]').innerText())
      .toMatch(new RegExp(`^Expanded weights of conv4/39 on conv1/15, 17 by 17, .* ${wanted.toFixed(2)}\\.$`))
    expect(complaints).toEqual([])
    await close()
  })

  it('another stand-in gives other weights of the same units, and keeps the gradient', async () => {
    const { page, figure, close } = await open()
    await awake(page, figure)
    await figure.locator('#fig-expanded_relu').selectOption('half')
    await expect.poll(async () => (await shows(figure)).relu, { timeout: 30_000 }).toBe('half')
    const half = slice(await expandedWeights(model, 'conv4/39', 'conv1', { ...OPEN, relu: 'half' }), 10)
    const largest = half.values.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best))
    expect(number(await readout(figure))).toBeCloseTo(largest, 4)
    expect((await data(figure)).done).toBe('1')
    await figure.locator('#fig-expanded_maxPool').selectOption('true')
    await figure.locator('#fig-expanded_image').selectOption('bus-2')
    await expect.poll(async () => (await shows(figure)).image, { timeout: 30_000 }).toBe('bus-2')
    expect(await shows(figure)).toMatchObject({ relu: 'half', maxPool: 'true' })
    await close()
  })

  it('works from the keyboard: a cell, its value and its place; state in the address; Reset', async () => {
    const { page, figure, close } = await open({}, '', 'fig-kernel')
    await awake(page, figure)
    const map = figure.getByRole('button', { name: /^Weights of conv4\/39 on conv3\/29/ })
    await map.focus()
    const box = () => figure.locator('rect[data-box]').getAttribute('x')
    const [before, x] = [await readout(figure), Number(await box())]
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => readout(figure)).not.toBe(before)
    // A column of conv3 is four pixels of the image.
    expect(Number(await box())).toBe(x - 4)
    await figure.locator('#fig-kernel_weights').selectOption('expanded')
    await expect.poll(() => new URL(page.url()).searchParams.get('kernel.weights')).toBe('expanded')
    expect(await figure.locator('[data-cosine]').count()).toBe(1)
    const [, second] = strongest(await expandedWeights(model, 'conv4/39', 'conv3', OPEN))
    await figure.locator(`[data-channel="${second!.channel}"]`).click()
    await expect.poll(async () => (await shows(figure)).from, { timeout: 30_000 }).toBe(`conv3/${second!.channel}`)
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(async () => (await shows(figure)).from).toBe('conv3/29')
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await close()
  })

  it('opened by an address, shows those units', async () => {
    const search = '?expanded.to=conv5/3&expanded.from=conv3/8'
    const { figure, close } = await open({}, search)
    await expect.poll(async () => (await shows(figure)).to, { timeout: 60_000 }).toBe('conv5/3')
    const grid = slice(await expandedWeights(model, 'conv5/3', 'conv3', OPEN), 8)
    const largest = grid.values.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best))
    expect(number(await readout(figure))).toBeCloseTo(largest, 3)
    await close()
  })

  it('without JavaScript is whole, and no control is there', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    expect(await figure.locator('.layout .tile').count()).toBe(2)
    expect(await figure.locator('.layout .map path').count()).toBeGreaterThan(10)
    expect(number(await figure.locator('[data-cosine] strong').innerText())).toBeGreaterThan(0.5)
    expect(await figure.locator('input:visible, select:visible').count()).toBe(0)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme }, '?expanded.from=conv1/2')
    await expect.poll(async () => (await shows(figure)).from, { timeout: 60_000 }).toBe('conv1/2')
    await expect.poll(async () => (await data(figure)).done, { timeout: 60_000 }).toBe('1')
    expect(await violations(page, '#fig-expanded')).toEqual([])
    await close()
  })
})
