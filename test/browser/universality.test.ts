/** The section on universality, as a reader walks through it: in the gallery's figure, and in the lecture. */
import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { detectors, directionCurve, DIRECTIONS } from '../../src/circuits/responses/detectors.ts'
import '../backends.ts'
import { type BuiltSite, builtSite, hasArticle } from './builtSite.ts'
import { openFigure, openPage, turnTo, violations } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  await tf.setBackend('wasm')
  site = await builtSite()
})
afterAll(() => site?.close())

describe.runIf(hasArticle('gallery'))('Universality', () => {
  it.each([
    [1350, 'light'],
    [1350, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('is whole without a script, accessible, and fits, %i px, %s', async (width, colorScheme) => {
    const { page, figure, complaints, close } = await openFigure(site, 'gallery/fig-universality', {
      viewport: { width, height: 900 },
      colorScheme,
    })
    expect(await figure.locator('.row button').count()).toBeGreaterThanOrEqual(4)
    expect(await figure.locator('.pair svg .own').count()).toBe(1)
    expect(await figure.innerText()).toContain('never trained')
    expect(await violations(page, '#fig-universality')).toEqual([])
    const box = (await figure.boundingBox())!
    expect(box.x + box.width).toBeLessThanOrEqual(width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    expect(complaints).toEqual([])
    await close()
  })

  it('computes a unit and its fellow in the page, each by its own network', async () => {
    const { figure, complaints, requests, close } = await openFigure(site, 'gallery/fig-universality')
    expect(requests.filter((url) => url.endsWith('.safetensors'))).toEqual([])
    await turnTo(figure)
    const second = figure.locator('.row button').nth(1)
    await second.focus()
    await second.press('Enter')
    await figure.locator('[data-computed]').waitFor({ timeout: 120_000 })
    expect(requests.filter((url) => url.endsWith('.safetensors')).map((url) => url.split('/').at(-2))).toEqual([
      'lumen',
      'prism',
    ])
    const pair = figure.locator('.pair')
    const [unit, match] = [await pair.getAttribute('data-unit'), await pair.getAttribute('data-match')]
    expect(unit).toMatch(/^conv4\/\d+$/)
    expect(match).toMatch(/^mixed4\/\d+$/)
    expect(await second.getAttribute('aria-pressed')).toBe('true')
    // What the page drew is, up to its decimals, what the core computes here, in one of the ways of showing curves.
    const drawn = await pair.locator('svg .own').getAttribute('d')
    const points = [...drawn!.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => Math.hypot(Number(x), Number(y)))
    expect(points.length).toBe(DIRECTIONS.length)
    const lumen = readModel('lumen')
    const shapes = []
    for (const way of detectors.curve.shown.keys()) {
      const curve = await directionCurve(lumen, unit!, detectors.curve, way)
      const most = Math.max(...curve)
      shapes.push(Math.max(...points.map((radius, i) => Math.abs(radius / 44 - Math.max(0, curve[i]!) / most))))
    }
    expect(Math.min(...shapes)).toBeLessThan(0.01)
    expect(complaints).toEqual([])
    await close()
  })

  it('takes a unit from the address, also one that is none of the first pairs', async () => {
    const { figure, close } = await openFigure(site, 'gallery/fig-universality', {}, '?universality.unit=39')
    await turnTo(figure)
    await expect.poll(() => figure.locator('.pair').getAttribute('data-unit'), { timeout: 120_000 }).toBe('conv4/39')
    expect(await figure.locator('.made img, .made .map').count()).toBeGreaterThan(0)
    await close()
  })
})

describe.runIf(hasArticle('cnn-circuits'))('the section on universality', () => {
  it.each([1350, 390])('has three figures, no box that waits, four claims and an exercise, %i px', async (width) => {
    const { page, complaints, close } = await openPage(site, 'cnn-circuits/#universality', {
      viewport: { width, height: 900 },
    })
    for (const id of ['fig-universality', 'fig-universal-high-low', 'fig-universal-colour', 'fig-prism-curves']) {
      const figure = page.locator(`#${id}`)
      await figure.scrollIntoViewIfNeeded()
      const box = (await figure.boundingBox())!
      expect(box.x, id).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width, id).toBeLessThanOrEqual(width)
    }
    expect(await page.locator('[data-needs]').count()).toBe(0)
    expect(await page.locator('main').innerText()).not.toContain('add-model')
    for (const id of ['fellows', 'layers-alike', 'curves-in-prism', 'high-low-in-prism'])
      expect(await page.locator(`#claim-${id}`).innerText()).toContain('beside an untrained prism')
    expect(complaints).toEqual([])
    await close()
  })

  it('measures a claim about both networks in the page', async () => {
    const { page, complaints, close } = await openPage(site, 'cnn-circuits/')
    const claim = page.locator('#claim-layers-alike')
    await claim.getByRole('button', { name: 'Measure it here' }).click()
    await expect.poll(() => claim.locator('.measured').getAttribute('data-shuffled'), { timeout: 240_000 }).toBe('3')
    expect(await claim.locator('[role=status]').innerText()).toMatch(/The claim holds\.$/)
    expect(complaints).toEqual([])
    await close()
  })
})
