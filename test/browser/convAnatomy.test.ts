import * as tf from '@tensorflow/tfjs'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import type { Grid } from '../../src/vocabulary/grid.ts'
import { curveAnatomy } from '../../src/circuits/graph/curveAnatomy.ts'
import { magnitude } from '../../src/widgets/grid.ts'
import { formatNumber, formatSigned, roundUp } from '../../src/widgets/number.ts'
import { readAll } from '../../src/widgets/live/urlState.ts'
import { receptiveField } from '../../src/model/geometry.ts'
import type { Model } from '../../src/model/model.ts'
import { parseUnit } from '../../src/model/unit.ts'
import '../backends.ts'
import { type BuiltSite, builtSite, hasArticle } from './builtSite.ts'
import { openFigure, openPage, violations } from './openPage.ts'

/** As the article sets it. */
const INITIAL = { unit: 'conv4/39@8,8', angle: 75, curvature: 0.07, x: 1, y: -4 }
type State = typeof INITIAL

let site: BuiltSite
let model: Model
beforeAll(async () => {
  await tf.setBackend('cpu')
  model = readModel('lumen')
  site = await builtSite()
})
afterAll(() => site?.close())

async function open(options: BrowserContextOptions = {}, search = '') {
  const opened = await openFigure(site, 'cnn-circuits/fig-anatomy', options, search)
  if (options.javaScriptEnabled !== false) await wake(opened.figure)
  return opened
}

/** Turns to the figure, as a pointer or a tap on its name does, and waits for its script. */
async function wake(figure: Locator) {
  await figure.locator('.portrait').hover()
  await figure.locator('[data-ready=true]').waitFor()
}

/** What the address says the figure shows. */
function stateOf(page: Page): State {
  const asked = readAll('fig-anatomy', new URL(page.url()).search)
  const number = (name: 'angle' | 'curvature' | 'x' | 'y') => Number(asked.get(name) ?? INITIAL[name])
  return {
    unit: asked.get('unit') ?? INITIAL.unit,
    angle: number('angle'),
    curvature: number('curvature'),
    x: number('x'),
    y: number('y'),
  }
}

/** The same computation in Node, by the plain JavaScript backend. */
function compute({ unit, angle, curvature, x, y }: State, channels?: number[]) {
  const { layer, at } = parseUnit(unit, model.table)
  const { stride, offset } = receptiveField(model.table, layer)
  const stimulus = {
    angle,
    curvature,
    x: 32 + x - offset[1] - stride[1] * at![1],
    y: 32 + y - offset[0] - stride[0] * at![0],
  }
  return curveAnatomy(model, unit, stimulus, { channels })
}

const shown = (figure: Locator) =>
  figure.locator('.anatomy').evaluate((element) => (element as HTMLElement).dataset.shows!)

/** Waits until address and picture agree, on something else than the first frame. */
async function settled(page: Page, figure: Locator): Promise<State> {
  await expect
    .poll(
      async () => {
        const state = JSON.stringify(stateOf(page))
        return state !== JSON.stringify(INITIAL) && state === (await shown(figure))
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  return stateOf(page)
}

/** The opacities of a canvas. */
const inkOf = (canvas: Locator) =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement
    const data = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
    return Array.from({ length: width * height }, (_, i) => data.data[4 * i + 3]!)
  })

/** Backends differ in the last digits, so a pixel may round the other way. */
async function expectInk(canvas: Locator, grid: Grid, max: number) {
  const found = await inkOf(canvas)
  expect(found).toHaveLength(grid.values.length)
  grid.values.forEach((value, i) => {
    const wanted = 255 * Math.min(1, Math.abs(value) / max)
    expect(Math.abs(found[i]! - wanted)).toBeLessThan(1.01)
  })
}

/** Every number and every pixel of the figure. */
async function expectShows(figure: Locator, state: State) {
  const wanted = await compute(state)
  expect(await figure.locator('[data-value]').innerText()).toBe(formatNumber(wanted.value))
  const maxOf = (name: 'map' | 'kernel' | 'product') => roundUp(magnitude(wanted.parts.map((part) => part[name])))
  const rows = figure.locator('tr[data-channel]')
  const channels = await rows.evaluateAll((all) => all.map((row) => Number((row as HTMLElement).dataset.channel)))
  expect(channels).toEqual(wanted.parts.map(({ channel }) => channel))
  for (const [i, part] of wanted.parts.entries()) {
    const row = rows.nth(i)
    expect(await row.locator('td.amount').innerText()).toBe(formatSigned(part.sum))
    await expectInk(row.locator('canvas').nth(0), part.map, maxOf('map'))
    await expectInk(row.locator('canvas').nth(1), part.kernel, maxOf('kernel'))
    await expectInk(row.locator('canvas').nth(2), part.product, maxOf('product'))
  }
  expect(await figure.locator('[data-amount=bias]').innerText()).toBe(formatSigned(wanted.bias))
  expect(await figure.locator('[data-amount=sum]').innerText()).toBe(formatNumber(wanted.preactivation))
  const image = await inkOf(figure.locator('.pad canvas'))
  image.forEach((ink, i) => expect(Math.abs(ink - 255 * (1 - wanted.image.values[3 * i]!))).toBeLessThan(1.01))
  const output = figure.locator('.maps canvas').nth(1)
  await expectInk(output, wanted.output, roundUp(magnitude([wanted.output])))
}

async function drag(page: Page, handle: Locator, dx: number, dy: number) {
  const box = (await handle.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + dx / 2, y + dy / 2, { steps: 3 })
  await page.mouse.move(x + dx, y + dy, { steps: 3 })
  await page.mouse.up()
}

describe.runIf(hasArticle('cnn-circuits'))('ConvAnatomy', () => {
  it.each([
    ['turn', 70, 20, 'angle'],
    ['bend', -10, -25, 'curvature'],
    ['move', 24, 16, 'x'],
  ] as const)('dragged by its %s handle, shows what Node computes', async (name, dx, dy, changed) => {
    const { page, figure, complaints, close } = await open()
    await drag(page, figure.locator(`[data-handle=${name}] .knob`), dx, dy)
    const state = await settled(page, figure)
    expect(state[changed]).not.toBe(INITIAL[changed])
    await expectShows(figure, state)
    expect(complaints).toEqual([])
    await close()
  })

  it('loads neither TF.js nor weights before it is touched, and nothing from elsewhere after', async () => {
    const { page, figure, requests, close } = await open()
    await page.waitForLoadState('networkidle')
    const heavy = () => requests.filter((url) => /wasm|safetensors|worker|engine/.test(url))
    expect(heavy()).toEqual([])
    await figure.locator('#fig-anatomy_angle').focus()
    await page.keyboard.press('ArrowRight')
    await settled(page, figure)
    expect(heavy().length).toBeGreaterThanOrEqual(3)
    expect(requests.filter((url) => !url.startsWith(site.address))).toEqual([])
    await close()
  })

  it.each(['conv1/3@16,16', 'conv2/20@0,31', 'conv7/200@3,1'])(
    'opened at %s by its address, shows that unit',
    async (unit) => {
      const { page, figure, close } = await open({}, `?anatomy.unit=${unit}&anatomy.angle=200`)
      const state = await settled(page, figure)
      expect(state).toEqual({ ...INITIAL, unit, angle: 200 })
      await expectShows(figure, state)
      await close()
    },
  )

  it('works from the keyboard, says what changed, and resets', async () => {
    const { page, figure, close } = await open()
    await figure.locator('#fig-anatomy_curvature').focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft')
    await figure.getByLabel(/^Output of conv4\/39/).focus()
    await page.keyboard.press('ArrowDown')
    const state = await settled(page, figure)
    expect(state).toEqual({ ...INITIAL, curvature: 0.064, unit: 'conv4/39@9,8' })
    const { value } = await compute(state)
    await expect
      .poll(() => figure.locator('[aria-live]').innerText())
      .toContain(`conv4/39 at row 9, column 8 is ${formatNumber(value)}.`)
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => shown(figure)).toBe(JSON.stringify(INITIAL))
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await close()
  })

  it('another layer, unit and position can be chosen', async () => {
    const { page, figure, close } = await open()
    await figure.getByLabel('layer').selectOption('conv5')
    await figure.getByLabel('unit', { exact: true }).fill('17')
    await figure.getByLabel('column').fill('2')
    const state = await settled(page, figure)
    expect(state.unit).toBe('conv5/17@4,2')
    await expectShows(figure, state)
    await close()
  })

  it('keeps its channels while the curve turns, where the reader asks for it', async () => {
    const { page, figure, close } = await open()
    const channels = () =>
      figure
        .locator('tr[data-channel]')
        .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.channel)))
    const before = await channels()
    await figure.getByLabel('keep these channels').check()
    await figure.locator('#fig-anatomy_angle').fill('150')
    const state = await settled(page, figure)
    expect((await channels()).sort()).toEqual([...before].sort())
    const { parts } = await compute(state, before)
    expect(await channels()).toEqual(parts.map(({ channel }) => channel))
    await close()
  })

  it('a link of the text sets it without loading the page anew, and going back undoes it', async () => {
    const { page, close } = await openPage(site, 'cnn-circuits/')
    const figure = page.locator('#fig-anatomy')
    await wake(figure)
    await page.evaluate(() => Object.assign(window, { same: true }))
    await page.locator('a[href*="anatomy.angle=150"]').click()
    await expect.poll(async () => JSON.parse(await shown(figure)).angle).toBe(150)
    await page.goBack()
    await expect.poll(() => shown(figure)).toBe(JSON.stringify(INITIAL))
    expect(await page.evaluate(() => 'same' in window)).toBe(true)
    await close()
  })

  it('a finger chooses a position and drags a handle', async () => {
    const { page, figure, close } = await open({
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    })
    const map = figure.getByLabel(/^Output of conv4\/39/)
    const box = (await map.boundingBox())!
    await map.tap({ position: { x: (box.width * 5.5) / 16, y: (box.height * 10.5) / 16 } })
    expect((await settled(page, figure)).unit).toBe('conv4/39@10,5')

    const handle = figure.locator('[data-handle=turn]')
    await handle.scrollIntoViewIfNeeded()
    const knob = (await handle.locator('.knob').boundingBox())!
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', dx: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: knob.x + knob.width / 2 + dx, y: knob.y + knob.height / 2 }],
      })
    await touch('touchStart', 0)
    for (let dx = 10; dx <= 60; dx += 10) await touch('touchMove', dx)
    await touch('touchEnd', 60)
    await expect.poll(() => stateOf(page).angle).toBeLessThan(60)
    await expectShows(figure, await settled(page, figure))
    await close()
  })

  it('without JavaScript its first frame is whole, and no control is there that would do nothing', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    const { value, parts } = await compute(INITIAL)
    expect(await figure.locator('[data-value]').innerText()).toBe(formatNumber(value))
    expect(await figure.locator('tr[data-channel] td.amount').allInnerTexts()).toEqual(
      parts.map(({ sum }) => formatSigned(sum)),
    )
    expect(await figure.locator('.map > svg path').count()).toBeGreaterThan(100)
    expect(await figure.locator('input:visible, select:visible').count()).toBe(0)
    await close()
  })

  it('where the weights cannot be had, keeps its picture and says why', async () => {
    // A service worker's own requests do not pass through the route.
    const { page, figure, close } = await open({ serviceWorkers: 'block' })
    await page.route('**/*.safetensors', (route) => route.abort())
    await figure.locator('#fig-anatomy_angle').fill('100')
    await expect
      .poll(() => figure.getByRole('alert').innerText(), { timeout: 20_000 })
      .toMatch(
        /^This figure cannot run here: the network could not be loaded \(no connection\)\. It shows its last picture/,
      )
    expect(await figure.locator('.map > svg path').count()).toBeGreaterThan(100)
    await page.unroute('**/*.safetensors')
    await figure.locator('#fig-anatomy_angle').fill('110')
    await settled(page, figure)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme }, '?anatomy.angle=120')
    await settled(page, figure)
    expect(await violations(page, '#fig-anatomy')).toEqual([])
    await close()
  })
})

describe.runIf(hasArticle('cnn-circuits'))('FeatureGrid', () => {
  it('arrow keys move among the pictures, Enter shows one large with its score, recipe and seed', async () => {
    const { page, close } = await openFigure(site, 'cnn-circuits/fig-curves')
    const tiles = page.locator('#fig-curves .feature')
    await tiles.first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    const large = page.locator('#fig-curves [popover]:popover-open')
    const text = await large.innerText()
    expect(text).toMatch(/Unit\s+lower-right curve · conv4\/17\s+Score\s+\d+\.\d\d\s+Recipe\s+\d+ steps.*\s+Seed\s+0/s)
    await page.keyboard.press('Escape')
    expect(await large.count()).toBe(0)
    await close()
  })

  it('shows one large without JavaScript, too', async () => {
    const { page, close } = await openFigure(site, 'cnn-circuits/fig-curves', {
      javaScriptEnabled: false,
    })
    await page.locator('#fig-curves .feature').nth(2).click()
    await expect
      .poll(() => page.locator('#fig-curves [popover]:popover-open').innerText())
      .toContain('upward curve · conv4/54')
    await close()
  })

  it('each picture is described', async () => {
    const { page, close } = await openFigure(site, 'cnn-circuits/fig-curves')
    const alts = await page
      .locator('#fig-curves .feature img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).alt))
    expect(alts).toHaveLength(8)
    for (const alt of alts) expect(alt).toMatch(/^What excites ([a-z -]+ · )?conv4\/\d+ most/)
    expect(alts[0]).toBe('What excites upward curve · conv4/39 most, found by optimization')
    await close()
  })
})
