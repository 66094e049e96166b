import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { mirroredMeans, stimulusMeans } from '../../src/circuits/responses/meanResponses.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import { sampleOf } from '../../src/vocabulary/props/stimulus.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const UNITS = ['conv4/13', 'conv4/20', 'conv5/69', 'conv5/68', 'conv6/9']
const head = familyNamed('head')

type InvarianceState = { show: 'head' | 'picture'; picture: string; size: number; pose: number }

const open = (options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, 'gallery/fig-union', options, search)

const data = (figure: Locator) =>
  figure.locator('.invariance').evaluate((element) => ({ ...(element as HTMLElement).dataset }))
const shows = async (figure: Locator) => JSON.parse((await data(figure)).shows!) as InvarianceState

/** A reader turns to the figure. */
async function awake(page: Page, figure: Locator) {
  await figure.locator('.circuit').hover({ position: { x: 5, y: 5 } })
  await expect.poll(async () => (await data(figure)).ready).toBe('true')
  await page.mouse.move(0, 0)
}

const valuesOf = (figure: Locator) =>
  figure
    .locator('[data-unit]')
    .evaluateAll((units) =>
      Object.fromEntries(
        units.map((unit) => [
          (unit as HTMLElement).dataset.unit!,
          Number(unit.querySelector('[data-value]')!.textContent),
        ]),
      ),
    )

/** What Node computes for the head in the state. */
async function wanted(state: InvarianceState): Promise<number[]> {
  const found = await stimulusMeans(model, { units: UNITS, family: 'head', samples: [sampleOf(head, state)] })
  return found.map(([value]) => value!)
}

async function expectValues(figure: Locator, values: readonly number[]) {
  const found = await valuesOf(figure)
  UNITS.forEach((unit, i) => expect(Math.abs(found[unit]! - values[i]!), unit).toBeLessThan(0.011))
}

describe.runIf(hasArticle('gallery'))('Invariance', () => {
  it('turning the head passes activity from one chain to the other, without the network', async () => {
    const { page, figure, requests, complaints, close } = await open()
    await awake(page, figure)
    const before = await valuesOf(figure)
    await figure.getByRole('button', { name: 'Turn the head 0.75 to the right' }).click()
    const state = { ...(await shows(figure)) }
    expect(state.pose).toBe(0.75)
    await expectValues(figure, await wanted(state))
    const after = await valuesOf(figure)
    expect(after['conv4/13']! / before['conv4/13']!).toBeLessThan(0.8)
    expect(after['conv5/68']! / before['conv5/68']!).toBeGreaterThan(1.5)
    await expect
      .poll(() => figure.locator('[aria-live]').last().innerText())
      .toContain(`The head looks 0.75 to the right: left chain conv4/13 ${after['conv4/13']!.toFixed(2)}`)
    expect(requests.filter((url) => /wasm|safetensors|worker/.test(url))).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('another head gives the curves that Node computes, keeps its state in the address, and resets', async () => {
    const { page, figure, complaints, close } = await open()
    await awake(page, figure)
    const curve = () => figure.locator('path.curve').first().getAttribute('d')
    const before = await curve()
    await figure.locator('#fig-union_size').fill('14')
    await expect.poll(async () => (await shows(figure)).size, { timeout: 50_000 }).toBe(14)
    await expect.poll(async () => (await data(figure)).done, { timeout: 50_000 }).toBe('1')
    expect(await curve()).not.toBe(before)
    const state = await shows(figure)
    expect(state.size).toBe(14)
    await expectValues(figure, await wanted(state))
    await expect.poll(() => new URL(page.url()).searchParams.get('union.size')).toBe('14')
    expect(await figure.locator('.strip canvas').count()).toBe(9)
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await expect.poll(async () => (await data(figure)).done).toBe('1')
    expect(complaints).toEqual([])
    await close()
  })

  it('a picture and its mirror image give what Node computes for its pixels', async () => {
    const { page, figure, complaints, close } = await open({}, '?union.show=picture')
    await expect.poll(async () => (await shows(figure)).show, { timeout: 50_000 }).toBe('picture')
    const pixels = await figure.locator('.pad canvas').evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return Array.from(data).filter((_, i) => i % 4 < 3)
    })
    const image = Float32Array.from(pixels, (value) => value / 255)
    const pairs = await mirroredMeans(model, { units: UNITS, image })
    await expectValues(
      figure,
      pairs.map(([own]) => own),
    )
    const bars = await figure
      .locator('[data-unit="conv5/68"] rect.bar')
      .evaluateAll((all) => all.map((each) => Number(each.getAttribute('width'))))
    expect(bars[1]! / bars[0]!).toBeCloseTo(pairs[3]![1] / pairs[3]![0], 1)
    await expect.poll(() => figure.locator('[aria-live]').last().innerText()).toContain('Mirrored:')
    expect(complaints).toEqual([])
    await page.close()
    await close()
  })

  it('what a reader draws is mirrored, too, until another picture is chosen', async () => {
    const { page, figure, close } = await open({}, '?union.show=picture')
    await expect.poll(async () => (await shows(figure)).show, { timeout: 50_000 }).toBe('picture')
    const named = await valuesOf(figure)
    await figure.getByRole('tab', { name: 'Draw' }).click()
    const box = (await figure.locator('.pad canvas').boundingBox())!
    await page.mouse.move(box.x + 40, box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x + 140, box.y + 140, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => figure.locator('[aria-live]').last().innerText()).toContain('a drawing: left chain')
    expect(await valuesOf(figure)).not.toEqual(named)
    expect(await figure.locator('.imageInput .caption').innerText()).toBe('a drawing')
    await figure.getByRole('button', { name: 'A head that turns' }).click()
    await figure.getByRole('button', { name: 'A picture and its mirror image' }).click()
    await expect.poll(() => valuesOf(figure)).toEqual(named)
    await close()
  })

  it('without JavaScript its first frame is whole, and no control is there', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    expect(await figure.locator('path.curve').count()).toBe(5)
    expect(await figure.locator('.kernel').count()).toBe(6)
    expect((await valuesOf(figure))['conv5/69']).toBeGreaterThan(0.1)
    expect(await figure.locator('input:visible').count()).toBe(0)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme }, '?union.size=14')
    await expect.poll(async () => (await data(figure)).computed, { timeout: 50_000 }).toBe('true')
    expect(await violations(page, '#fig-union')).toEqual([])
    await close()
  })
})
