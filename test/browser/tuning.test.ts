import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import { peak } from '../../src/widgets/curves.ts'
import type { TuningState } from '../../src/figures/tuning/view.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import { axisOf, sampleAt, valueAt } from '../../src/vocabulary/axis.ts'
import { sampleOf } from '../../src/vocabulary/props/stimulus.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const open = (options: BrowserContextOptions = {}, search = '', id = 'fig-tuning') =>
  openFigure(site, `gallery/${id as `fig-${string}`}`, options, search)

const data = (figure: Locator) =>
  figure.locator('.tuning').evaluate((element) => ({ ...(element as HTMLElement).dataset }))

/** A reader turns to the figure. */
async function awake(page: Page, figure: Locator) {
  await figure.locator('.plot').hover({ position: { x: 5, y: 5 } })
  await expect.poll(async () => (await data(figure)).ready, { timeout: 10_000 }).toBe('true')
  await page.mouse.move(0, 0)
}

/** Waits until the curve is computed to the end; its state. */
async function settled(figure: Locator): Promise<TuningState> {
  await expect
    .poll(
      async () => {
        const { computed, done, older } = await data(figure)
        return `${computed} ${done}${older ?? ''}`
      },
      { timeout: 50_000 },
    )
    .toBe('true 1')
  return JSON.parse((await data(figure)).shows!) as TuningState
}

const rowsOf = (figure: Locator) =>
  figure.locator('tr[data-unit]').evaluateAll((rows) =>
    rows.map((row) => ({
      unit: (row as HTMLElement).dataset.unit!,
      value: Number(row.querySelector('[data-value]')!.textContent),
      most: Number(row.querySelector('[data-most]')!.textContent),
      best: row.querySelector('[data-best]')!.textContent!.trim(),
    })),
  )

/** The table against the same curve computed in Node. */
async function expectShows(figure: Locator, state: TuningState) {
  const family = familyNamed(state.family)
  const over = axisOf(family, state.over)
  const samples = Array.from({ length: over.count }, (_, i) => sampleAt(sampleOf(family, state), over, null, i))
  const units = state.units.split(' ')
  const wanted = await tuning(model, units)(family, samples)
  const [at] = (await tuning(model, units)(family, [sampleOf(family, state)])).map(([v]) => v)
  const rows = await rowsOf(figure)
  expect(rows.map(({ unit }) => unit)).toEqual(units)
  rows.forEach(({ most }, i) => {
    expect(Math.abs(most - wanted[i]![peak(wanted[i]!)]!)).toBeLessThan(0.011)
  })
  expect(Math.abs(rows[0]!.value - at!)).toBeLessThan(0.05)
  return { rows, best: valueAt(over, peak(wanted[0]!)) }
}

describe.runIf(hasArticle('gallery'))('Tuning', () => {
  it('a changed curvature gives the curves that Node computes, and says so', async () => {
    const { page, figure, complaints, close } = await open()
    await awake(page, figure)
    const before = await figure.locator('path.curve').first().getAttribute('d')
    await figure.locator('#fig-tuning_curvature').fill('0.1')
    await expect.poll(async () => JSON.parse((await data(figure)).shows!).curvature).toBe(0.1)
    const state = await settled(figure)
    const { rows, best } = await expectShows(figure, state)
    expect(await figure.locator('path.curve').first().getAttribute('d')).not.toBe(before)
    await expect
      .poll(() => figure.locator('[aria-live]').innerText())
      .toContain(`conv4/39 responds most at angle ${best}°: ${rows[0]!.most.toFixed(2)}`)
    // Two workers had their share in that, where there are processors for two.
    const processors = await page.evaluate(() => navigator.hardwareConcurrency)
    expect(page.workers()).toHaveLength(Math.min(2, processors))
    expect(complaints).toEqual([])
    await close()
  })

  it('pointing at a direction shows its stimulus and value without the network', async () => {
    const { page, figure, requests, close } = await open()
    await awake(page, figure)
    const box = (await figure.locator('.plot svg').boundingBox())!
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.9)
    expect(await figure.locator('.plot').getAttribute('aria-valuenow')).toBe('270')
    const tiles = await figure.locator('[data-pad] .tile').getAttribute('style')
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.5)
    expect(await figure.locator('.plot').getAttribute('aria-valuenow')).toBe('0')
    expect(await figure.locator('[data-pad] .tile').getAttribute('style')).not.toBe(tiles)
    expect(requests.filter((url) => /wasm|safetensors|worker/.test(url))).toEqual([])
    await close()
  })

  it('works from the keyboard, keeps its state in the address, and resets', async () => {
    const { page, figure, close } = await open()
    await figure.locator('.plot').focus()
    await expect.poll(async () => (await data(figure)).ready, { timeout: 10_000 }).toBe('true')
    const start = Number(await figure.locator('.plot').getAttribute('aria-valuenow'))
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('ArrowRight')
    const state = await settled(figure)
    expect(state.angle).toBe(start + 11)
    await expect.poll(() => new URL(page.url()).searchParams.get('tuning.angle')).toBe(String(start + 11))
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await close()
  })

  it('opened by an address, shows that family along that parameter', async () => {
    const { figure, close } = await open({}, '?tuning.family=grating&tuning.over=wavelength')
    await expect.poll(async () => JSON.parse((await data(figure)).shows!).family, { timeout: 30_000 }).toBe('grating')
    const state = await settled(figure)
    expect(state.over).toBe('wavelength')
    await expectShows(figure, state)
    await close()
  })

  it('another family begins at its defaults, and what is chosen of it comes back from the address', async () => {
    const { page, figure, close } = await open({}, '', 'fig-tuning-contrast')
    await awake(page, figure)
    await figure.locator('#fig-tuning-contrast_family').selectOption('line')
    await expect.poll(async () => JSON.parse((await data(figure)).shows!).family, { timeout: 30_000 }).toBe('line')
    expect(await settled(figure)).toMatchObject({ over: 'angle', by: '', angle: 0 })
    await figure.locator('#fig-tuning-contrast_over').selectOption('contrast')
    await figure.locator('#fig-tuning-contrast_angle').fill('80')
    await expect
      .poll(async () => JSON.parse((await data(figure)).shows!))
      .toMatchObject({ over: 'contrast', angle: 80 })
    await expect.poll(() => new URL(page.url()).searchParams.get('tuning-contrast.angle')).toBe('80')
    const { search } = new URL(page.url())
    await close()
    const again = await open({}, search, 'fig-tuning-contrast')
    await expect
      .poll(async () => JSON.parse((await data(again.figure)).shows!), { timeout: 30_000 })
      .toMatchObject({ family: 'line', over: 'contrast', angle: 80 })
    await again.close()
  })

  it('what a finger points at stays when it lifts, and the page stays, too', async () => {
    const { page, figure, close } = await open({ hasTouch: true, viewport: { width: 390, height: 500 } })
    const box = (await figure.locator('.plot svg').boundingBox())!
    const at = (x: number, y: number) => [{ x: box.x + box.width * x, y: box.y + box.height * y }]
    // A first tap wakes the figure, and counts.
    const [bottom] = at(0.5, 0.9)
    await page.touchscreen.tap(bottom!.x, bottom!.y)
    await expect.poll(() => new URL(page.url()).searchParams.get('tuning.angle'), { timeout: 10_000 }).toBe('270')
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints })
    await touch('touchStart', at(0.1, 0.9))
    for (const y of [0.8, 0.7, 0.6, 0.5]) await touch('touchMove', at(0.1, y))
    await touch('touchEnd', [])
    await expect.poll(() => figure.locator('.plot').getAttribute('aria-valuenow')).toBe('180')
    await expect.poll(() => new URL(page.url()).searchParams.get('tuning.angle')).toBe('180')
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await close()
  })

  it('pointing at a direction draws its stimulus once the network is there, and forgets it', async () => {
    const { page, figure, close } = await open({}, '?tuning.curvature=0.1')
    await settled(figure)
    const drawn = () =>
      figure.locator('[data-pad] canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
    const before = await drawn()
    const box = (await figure.locator('.plot svg').boundingBox())!
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.9)
    await expect.poll(drawn).not.toBe(before)
    await page.mouse.move(0, 0)
    await expect.poll(drawn).toBe(before)
    await close()
  })

  it('the figure can be dragged in the picture', async () => {
    const { page, figure, close } = await open()
    await awake(page, figure)
    const box = (await figure.locator('[data-pad]').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => JSON.parse((await data(figure)).shows!).x).toBeGreaterThan(1)
    await expectShows(figure, await settled(figure))
    await close()
  })

  it('two parameters give maps', async () => {
    const { page, figure, close } = await open({}, '', 'fig-tuning-map')
    await awake(page, figure)
    await figure.locator('#fig-tuning-map_width').fill('2')
    await expect.poll(async () => JSON.parse((await data(figure)).shows!).width).toBe(2)
    await settled(figure)
    expect(await figure.locator('.map canvas').count()).toBe(3)
    await close()
  })

  it('without JavaScript its first frame is whole, and no control is there', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    expect(await figure.locator('path.curve').count()).toBe(3)
    expect((await rowsOf(figure))[0]!.most).toBeGreaterThan(5)
    expect(await figure.locator('input:visible, select:visible').count()).toBe(0)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme }, '?tuning.curvature=0.1')
    await settled(figure)
    expect(await violations(page, '#fig-tuning')).toEqual([])
    await close()
  })
})

describe('the page of an exploration', () => {
  it('ranks units, sorts when asked, and is accessible', async () => {
    const context = await site.browser.newContext({ viewport: { width: 1350, height: 900 } })
    const page = await context.newPage()
    await page.goto(`${site.address}models/lumen/explore/`)
    const table = page.locator('table').first()
    const scores = () =>
      table.locator('tbody tr td:last-child').evaluateAll((all) => all.map((each) => Number(each.textContent)))
    const before = await scores()
    expect(before).toEqual([...before].sort((a, b) => b - a))
    await table.getByRole('button', { name: 'score' }).click()
    await table.getByRole('button', { name: 'score' }).click()
    expect(await scores()).toEqual([...before].sort((a, b) => a - b))
    expect(await violations(page)).toEqual([])
    await context.close()
  })
})
