import * as tf from '@tensorflow/tfjs'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { attribute, type AttributionFrame } from '../../src/attribution/attribute.ts'
import { fromCells, type Outline } from '../../src/attribution/cells.ts'
import { METHODS } from '../../src/attribution/methods.ts'
import type { Pixels } from '../../src/model/pixels.ts'
import { sanityCheck } from '../../src/attribution/sanityCheck.ts'
import { kernels } from '../../src/circuits/kernels.ts'
import { formatNumber } from '../../src/figures/parts/number.ts'
import type { Model } from '../../src/model/model.ts'
import { ascent, type Ascended } from '../../src/optvis/ascent.ts'
import '../backends.ts'
import { lumenTable } from '../model/lumen.ts'
import { type BuiltSite, builtSite, hasArticle } from './builtSite.ts'
import { openFigure, openPage, violations } from './openPage.ts'

let site: BuiltSite
let model: Model
beforeAll(async () => {
  await tf.setBackend('wasm')
  await tf.ready()
  model = readModel('lumen')
  site = await builtSite()
})
afterAll(() => site?.close())

const open = (id: string, options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, `gallery/${id as `fig-${string}`}`, options, search)

/** Turns to a figure, so that its widget loads. */
async function turnTo(figure: Locator): Promise<void> {
  await figure.hover()
  await expect.poll(() => figure.locator('[data-ready=true]').count(), PATIENCE).toBe(1)
}

const violationsIn = (page: Page, id: string) => violations(page, `#${id}`)

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
        values: Float32Array.from(data.filter((_, i) => i % 4 < 3), (x) => x / 255), // prettier-ignore
      })),
    )

/** Where an orange is in the picture of the first figure. */
async function outline(level: number): Promise<Outline> {
  const { data, info } = await sharp('public/pictures/orange-lemon.mask.png')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const levels = Uint8Array.from({ length: 256 * 256 }, (_, i) => data[i * info.channels]!)
  return { size: 256, levels, level }
}

const ORANGE = lumenTable().classes.indexOf('orange')
const LEMON = lumenTable().classes.indexOf('lemon')

/** A worker that starts on a busy machine. */
const PATIENCE = { timeout: 30_000 }

const settled = (figure: Locator) =>
  expect.poll(() => figure.locator('.attribution[data-shows]').count(), { timeout: 90_000 }).toBe(1)

async function framesOf(request: Parameters<typeof fromCells>[0]) {
  const last = new Map<string, AttributionFrame>()
  for await (const frame of attribute(model, fromCells(request))) last.set(frame.method, frame)
  return last
}

/** The opacities of a method's canvas, against its map; backends round the last digit differently. */
async function expectInk(figure: Locator, frame: AttributionFrame): Promise<void> {
  const found = await figure
    .locator(`[data-method=${frame.method}] .map canvas`)
    .evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement
      const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height) // prettier-ignore
      return Array.from({ length: width * height }, (_, i) => data[4 * i + 3]!)
    })
  const wanted = Array.from(
    frame.map.values,
    (value) =>
    255 * Math.min(1, Math.abs(value) / frame.peak), // prettier-ignore
  )
  expect(found).toHaveLength(wanted.length)
  const apart = wanted.filter((ink, i) => Math.abs(ink - found[i]!) > 3)
  expect(apart.length).toBeLessThan(wanted.length * 0.01)
}

describe.runIf(hasArticle('gallery'))('Attribution', () => {
  it('asked for another class, shows the maps that Node computes', async () => {
    const { figure, complaints, close } = await open('fig-why')
    await turnTo(figure)
    await figure.locator('#fig-why_class').selectOption(String(LEMON))
    await expect.poll(() => cellsOf(figure), PATIENCE).toHaveLength(1)
    await settled(figure)
    const [cell] = await cellsOf(figure)
    const frames = await framesOf({
      cells: [cell!],
      right: [await outline(2)],
      index: LEMON,
      layer: 'conv7',
      methods: METHODS,
      seed: 0,
    })
    for (const method of [
      'gradient',
      'gradientTimesInput',
      'occlusion',
      'gradCam',
      'guidedBackprop',
    ] as const)
      // prettier-ignore
      await expectInk(figure, frames.get(method)!)
    const { sum, difference, error } = frames.get('integratedGradients')!.completeness!
    expect(error).toBeLessThan(0.01)
    const said = await figure
      .locator('[data-method=integratedGradients] [data-verdict]')
      .innerText()
    const [, inPlace, shownSum, shownDifference] =
      /^in place: (\d+)\u00a0% · sum (\S+) of (\S+)$/.exec(said)!
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
    await settled(figure)
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
    await settled(figure)
    expect(await cellsOf(figure)).toHaveLength(1)
    await close()
  })

  it('opened with layers randomized by its address, says how like the trained network’s its maps are', async () => {
    const { figure, close } = await open('fig-why', {}, '?why.random=2')
    await expect.poll(() => cellsOf(figure), PATIENCE).toHaveLength(1)
    await settled(figure)
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
      expect(said).toMatch(/^like the trained: /)
      expect(Number(said.slice(18).replace('−', '-'))).toBeCloseTo(similarity.rank, 1)
    }
    expect(await figure.locator('.status + [aria-live]').innerText()).toContain(
      'with logits, conv7 randomized',
    )
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
})

const phase = (figure: Locator) => figure.locator('.vis').getAttribute('data-phase')
const step = async (figure: Locator) =>
  Number((await figure.locator('.vis').getAttribute('data-step')) ?? 0)

describe.runIf(hasArticle('gallery'))('FeatureVis', () => {
  it('run here, reaches the score made ahead of time to 5 %, and draws the picture', async () => {
    const { figure, complaints, close } = await open('fig-run')
    const ahead = Number(await figure.locator('[data-number]').innerText())
    await turnTo(figure)
    await figure.getByRole('button', { name: 'Run it here' }).click()
    await expect.poll(() => phase(figure), { timeout: 60_000 }).toBe('done')
    const reached = Number(await figure.locator('.vis').getAttribute('data-score'))
    expect(Math.abs(reached - ahead) / ahead).toBeLessThan(0.05)
    const colours = await figure.locator('.stage canvas').evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement
      const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height) // prettier-ignore
      return new Set(data).size
    })
    expect(colours).toBeGreaterThan(100)
    await expect
      .poll(() => figure.locator('[aria-live]').innerText())
      .toContain(`made ahead of time: ${formatNumber(ahead)}`)
    expect(complaints).toEqual([])
    await close()
  })

  it('pauses, continues where it was, and stops', async () => {
    const { page, close } = await openPage(site, 'gallery/?run.steps=512')
    const figure = page.locator('#fig-run')
    await turnTo(figure)
    await figure.getByRole('button', { name: 'Run it here' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => step(figure), PATIENCE).toBeGreaterThan(5)
    await figure.getByRole('button', { name: 'Pause' }).click()
    await page.waitForTimeout(400)
    const paused = await step(figure)
    await page.waitForTimeout(600)
    expect(await step(figure)).toBe(paused)
    await figure.getByRole('button', { name: 'Continue' }).click()
    await expect.poll(() => step(figure), PATIENCE).toBeGreaterThan(paused)
    await figure.getByRole('button', { name: 'Stop' }).click()
    await expect.poll(() => phase(figure)).toBe('done')
    expect(await step(figure)).toBeLessThan(512)
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    expect(await figure.locator('.stage canvas').count()).toBe(0)
    await close()
  })

  it('another figure’s control comes between two of its steps', async () => {
    const { page, close } = await openPage(site, 'gallery/?run.steps=512')
    const figure = page.locator('#fig-run')
    await turnTo(figure)
    await figure.getByRole('button', { name: 'Run it here' }).click()
    await expect.poll(() => step(figure), PATIENCE).toBeGreaterThan(2)
    const other = page.locator('#fig-deeper')
    await turnTo(other)
    await other.locator('#fig-deeper_layer').selectOption('conv2')
    await expect
      .poll(() => other.locator('.filters').getAttribute('data-shows'), PATIENCE)
      .toBe('{"layer":"conv2","channel":-1}')
    expect(await phase(figure)).toBe('running')
    await close()
  })

  it('without remedies reaches another picture, and the picture’s own unit can be left', async () => {
    const { figure, close } = await open('fig-run')
    await turnTo(figure)
    const before = await figure.locator('[data-number]').innerText()
    await figure.getByRole('button', { name: /Ascent on pixels/ }).click()
    expect(await figure.locator('#fig-run_parameterization').inputValue()).toBe('pixel')
    expect(await figure.locator('[data-number]').innerText()).not.toBe(before)
    await figure.locator('#fig-run_unit').fill('3')
    await figure.locator('#fig-run_unit').press('Enter')
    await figure.locator('#fig-run_steps').fill('16')
    await figure.getByRole('button', { name: 'Run it here' }).click()
    await expect.poll(() => phase(figure), PATIENCE).toBe('done')
    expect(await figure.locator('.stage canvas').getAttribute('aria-label')).toBe(
      'Picture for conv4/3 after 16 steps',
    )
    await close()
  })
})

describe.runIf(hasArticle('gallery'))('FeatureVis of a direction', () => {
  it('written by a reader, climbs as Node does, and is said', async () => {
    const { page, figure, complaints, close } = await open('fig-direction')
    await turnTo(figure)
    await figure.locator('#fig-direction_direction').fill('conv4/39 1 conv4/17 0.5')
    await figure.locator('#fig-direction_direction').press('Enter')
    await figure.locator('#fig-direction_steps').fill('16')
    await figure.getByRole('button', { name: 'Run it here' }).click()
    await expect.poll(() => phase(figure), PATIENCE).toBe('done')
    const vector = new Array<number>(64).fill(0)
    vector[39] = 1
    vector[17] = 0.5
    let wanted: Ascended | undefined
    for await (const step of ascent(model, { unit: 'conv4/39', vector, seed: 0, steps: 16 }))
      wanted = step
    const reached = Number(await figure.locator('.vis').getAttribute('data-score'))
    expect(Math.abs(reached - wanted!.scores![0]!) / reached).toBeLessThan(0.01)
    expect(await figure.locator('.caption strong').innerText()).toBe('conv4/39 + 0.5 conv4/17')
    await expect
      .poll(() => figure.locator('[aria-live]').innerText())
      .toBe(
        `What excites conv4/39 + 0.5 conv4/17 most after 16 steps: score ${formatNumber(reached)}.`,
      )
    await expect
      .poll(() => new URL(page.url()).searchParams.get('direction.direction'))
      .toBe('conv4/39 1 conv4/17 0.5')
    expect(await violationsIn(page, 'fig-direction')).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('where it is none, says why and stays as it was', async () => {
    const { figure, close } = await open('fig-direction')
    await turnTo(figure)
    const before = await figure.locator('.vis').getAttribute('data-shows')
    await figure.locator('#fig-direction_direction').fill('conv4/39 1 conv3/5 1')
    await figure.locator('#fig-direction_direction').press('Enter')
    await expect
      .poll(() => figure.locator('#fig-direction_problem').innerText())
      .toBe('direction in two layers: conv4 and conv3 (all its units must be of one layer).')
    expect(await figure.locator('.vis').getAttribute('data-shows')).toBe(before)
    await close()
  })
})

describe.runIf(hasArticle('gallery'))('Filters', () => {
  it('of another layer, shows the kernels that Node finds, and the units they join', async () => {
    const { page, figure, complaints, close } = await open('fig-first')
    await turnTo(figure)
    await figure.locator('#fig-first_layer').selectOption('conv3')
    const wanted = kernels(model, { layer: 'conv3', channel: null, count: 48 })
    await expect
      .poll(
        () =>
          figure
            .locator('[data-kernel]')
            .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.kernel)),
        PATIENCE,
      )
      .toEqual(wanted.map(({ from, to }) => `${from}-${to}`))
    await figure.locator('[data-kernel]').nth(2).click()
    const { from, to, norm } = wanted[2]!
    expect(await figure.locator('[data-norm]').innerText()).toBe(formatNumber(norm))
    expect(await figure.locator('.pair').innerText()).toMatch(
      new RegExp(`conv2/${from}[^]*conv3/${to}`),
    )
    await figure.getByRole('button', { name: `All kernels into conv3/${to}` }).click()
    await expect.poll(() => new URL(page.url()).search).toBe(`?first.layer=conv3&first.channel=${to}`) // prettier-ignore
    await expect
      .poll(() => figure.locator('[aria-live]').innerText(), PATIENCE)
      .toContain(`kernels of conv3 that lead to conv3/${to}.`)
    expect(complaints).toEqual([])
    await close()
  })

  it('arrow keys walk along the kernels, which lead back through the layers', async () => {
    const { page, figure, close } = await open('fig-deeper')
    await turnTo(figure)
    const first = figure.locator('[data-kernel]').first()
    await first.focus()
    await page.keyboard.press('ArrowRight')
    const wanted = kernels(model, { layer: 'conv4', channel: 39, count: 48 })[1]!
    expect(await figure.locator('[data-norm]').innerText()).toBe(formatNumber(wanted.norm))
    await figure.getByRole('button', { name: `All kernels into conv3/${wanted.from}` }).click()
    await expect
      .poll(() => figure.locator('.filters').getAttribute('data-shows'), PATIENCE)
      .toBe(`{"layer":"conv3","channel":${wanted.from}}`)
    await close()
  })

  it('without JavaScript the kernels are there, and nothing that would do nothing', async () => {
    const { figure, close } = await open('fig-first', { javaScriptEnabled: false })
    expect(await figure.locator('[data-kernel] img').count()).toBe(32)
    expect(await figure.locator('select:visible, input:visible').count()).toBe(0)
    await close()
  })
})

describe.runIf(hasArticle('gallery'))('all of them', () => {
  it('load neither TF.js nor weights before they are touched, and nothing from elsewhere after', async () => {
    const { page, figure, requests, close } = await open('fig-why')
    await page.waitForLoadState('networkidle')
    const heavy = () => requests.filter((url) => /wasm|safetensors|worker|engine/.test(url))
    expect(heavy()).toEqual([])
    await turnTo(figure)
    await figure.locator('#fig-why_class').selectOption('31')
    await settled(figure)
    expect(heavy().length).toBeGreaterThanOrEqual(3)
    expect(requests.filter((url) => !url.startsWith(site.address))).toEqual([])
    await close()
  })

  it.each(['light', 'dark'] as const)('are accessible once alive, %s', async (colorScheme) => {
    const attribution = await open('fig-why', { colorScheme }, '?why.grid=2')
    await settled(attribution.figure)
    expect(await violationsIn(attribution.page, 'fig-why')).toEqual([])
    await attribution.close()
    const { page, figure, close } = await open('fig-run', { colorScheme }, '?run.steps=16')
    await turnTo(figure)
    await figure.getByRole('button', { name: 'Run it here' }).click()
    await expect.poll(() => phase(figure), PATIENCE).toBe('done')
    expect(await violationsIn(page, 'fig-run')).toEqual([])
    await close()
    for (const id of ['fig-first', 'fig-deeper']) {
      const filters = await open(id, { colorScheme })
      await turnTo(filters.figure)
      expect(await violationsIn(filters.page, id)).toEqual([])
      await filters.close()
    }
  })
})
