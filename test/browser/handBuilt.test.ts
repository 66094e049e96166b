import * as tf from '@tensorflow/tfjs'
import type { BrowserContextOptions, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { curveBench } from '../../src/circuits/responses/curveBench.ts'
import { recipeSteps, sketchOf } from '../../src/vocabulary/curveRecipe.ts'
import { handBuilt } from '../../src/circuits/edits/handBuilt.ts'
import '../backends.ts'
import { type BuiltSite, builtSite, hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  await tf.setBackend('wasm')
  site = await builtSite()
})
afterAll(() => site?.close())

const open = (options: BrowserContextOptions = {}) => openFigure(site, 'gallery/fig-built', options)

const data = (figure: Locator) =>
  figure.locator('.built').evaluate((element) => ({ ...(element as HTMLElement).dataset }))

async function awake(figure: Locator) {
  await figure.locator('#fig-built_angle').focus()
  await expect.poll(async () => (await data(figure)).ready, { timeout: 20_000 }).toBe('true')
}

const shows = (figure: Locator, name: string, value: unknown) =>
  expect
    .poll(async () => (JSON.parse((await data(figure)).shows!) as Record<string, unknown>)[name], {
      timeout: 60_000,
    })
    .toBe(value)

describe.runIf(hasArticle('gallery'))('HandBuilt', () => {
  it('a step back, a slider and a painted cell give the correlation that Node computes', async () => {
    const { page, figure, complaints, close } = await open()
    await awake(figure)
    const model = readModel('lumen')
    const bench = await curveBench(model, 'conv4/39')
    model.dispose()
    const correlation = async () => Number((await data(figure)).correlation)

    await figure.getByRole('button', { name: /Bend the row/ }).click()
    await shows(figure, 'step', 2)
    const initial = {
      angle: 80,
      curvature: 0.118,
      shift: 4,
      width: 2.6,
      tolerance: 20,
      inhibition: 1.28,
      threshold: 0.04,
    }
    const bent = (angle: number) => sketchOf(recipeSteps({ ...initial, angle })[1]!, bench.side, bench.stride)
    const of = (sketch: Float32Array) => handBuilt(bench, { unit: 'conv4/39', sketch, threshold: 0 }).correlation
    expect(await correlation()).toBeCloseTo(of(bent(80)), 3)

    await figure.locator('#fig-built_angle').fill('95')
    await shows(figure, 'angle', 95)
    expect(await correlation()).toBeCloseTo(of(bent(95)), 3)
    await expect
      .poll(() => figure.locator('[aria-live]').innerText())
      .toContain(`correlate with the learned unit’s by ${of(bent(95)).toFixed(2)}.`)

    const before = await correlation()
    await figure.locator('#fig-built_paint_4').focus()
    await page.keyboard.press('-')
    await expect.poll(correlation, { timeout: 20_000 }).not.toBe(before)
    await expect.poll(() => new URL(page.url()).searchParams.get('built.paint')?.length).toBe(200)

    // A drag of the brush is one step, and so is one slider.
    const box = (await figure.locator('#fig-built_paint_2').boundingBox())!
    const painted = new URL(page.url()).searchParams.get('built.paint')!
    await page.mouse.move(box.x + 4, box.y + 4)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width - 4, box.y + 4, { steps: 6 })
    await page.mouse.up()
    await expect.poll(() => new URL(page.url()).searchParams.get('built.paint')).not.toBe(painted)
    const undo = figure.getByRole('button', { name: 'Undo' })
    await undo.click()
    await shows(figure, 'paint', painted)
    await undo.click()
    await shows(figure, 'paint', '')
    expect(await correlation()).toBeCloseTo(of(bent(95)), 3)
    await page.keyboard.press('Control+z')
    await shows(figure, 'angle', 80)
    await figure.getByRole('button', { name: 'Redo' }).click()
    await shows(figure, 'angle', 95)
    await undo.click()
    await undo.click()
    await shows(figure, 'step', 4)
    expect(await undo.isDisabled()).toBe(true)
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await figure.getByRole('button', { name: 'Redo' }).click()
    await shows(figure, 'step', 2)
    await figure.getByRole('button', { name: 'Reset' }).click()
    await shows(figure, 'step', 4)
    expect(complaints).toEqual([])
    await close()
  })

  it('without JavaScript its first frame is whole, and no control is there', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    expect(await figure.locator('path.curve').count()).toBe(2)
    // Four networks, on our scenes and on validation images.
    expect(await figure.locator('[data-verdict]').count()).toBe(8)
    expect(await figure.locator('.built :is(input, button):visible').count()).toBe(0)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme })
    await awake(figure)
    expect(await violations(page, '#fig-built')).toEqual([])
    await close()
  })
})
