import type { BrowserContextOptions, Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type declaration from '../../src/figures/featureVis/declaration.ts'
import { formatNumber } from '../../src/widgets/number.ts'
import { ascent, type Ascended, type Choices } from '../../src/optvis/ascent.ts'
import type { StateOf } from '../figures/stateOf.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, openPage, turnTo, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const open = (id: `fig-${string}`, options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, `gallery/${id}`, options, search)

type Choice = StateOf<typeof declaration>

/** A worker that starts on a busy machine. */
const PATIENCE = { timeout: 30_000 }

/** The score that Node reaches. */
async function reachedBy(choices: Choices): Promise<number> {
  let last: Ascended | undefined
  for await (const step of ascent(model, choices)) last = step
  return last!.scores![0]!
}

const phase = (figure: Locator) => figure.locator('.vis').getAttribute('data-phase')
const step = async (figure: Locator) => Number((await figure.locator('.vis').getAttribute('data-step')) ?? 0)

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
      const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
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

  it('begins at a double click, asleep or awake, and does not pause with its second half', async () => {
    const { figure, close } = await open('fig-run')
    await figure.getByRole('button', { name: 'Run it here' }).dblclick()
    await expect.poll(() => phase(figure), PATIENCE).toBe('done')
    await figure.locator('#fig-run_steps').fill('512')
    await figure.getByRole('button', { name: 'Run again' }).dblclick()
    await expect.poll(() => step(figure), PATIENCE).toBeGreaterThan(20)
    expect(await phase(figure)).toBe('running')
    await figure.getByRole('button', { name: 'Stop' }).dblclick()
    expect(await phase(figure)).toBe('done')
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
    expect(await figure.locator('.stage canvas').getAttribute('aria-label')).toBe('Picture for conv4/3 after 16 steps')
    await close()
  })
  it.each([
    [
      'halfway to another unit',
      '?run.towards=conv4/35&run.share=0.5&run.steps=16',
      { unit: 'conv4/39', towards: { unit: 'conv4/35', share: 0.5 }, seed: 0, steps: 16 },
      '0.5 conv4/39 + 0.5 conv4/35',
      'What excites 0.5 conv4/39 + 0.5 conv4/35 most after 16 steps',
    ],
    [
      'as low as it goes',
      '?run.negative=yes&run.steps=16',
      { unit: 'conv4/39', negative: true, seed: 0, steps: 16 },
      'least conv4/39',
      'What excites conv4/39 least after 16 steps',
    ],
  ])(
    '%s, reaches what Node does, says so, and is compared with nothing else',
    async (_, search, choices, title, said) => {
      const { figure, complaints, close } = await open('fig-run', {}, search)
      await turnTo(figure)
      await expect.poll(() => figure.locator('.caption strong').innerText(), PATIENCE).toBe(title)
      await figure.getByRole('button', { name: 'Run it here' }).click()
      await expect.poll(() => phase(figure), PATIENCE).toBe('done')
      const reached = Number(await figure.locator('.vis').getAttribute('data-score'))
      const wanted = await reachedBy(choices)
      expect(Math.abs((reached - wanted) / wanted)).toBeLessThan(0.01)
      await expect
        .poll(() => figure.locator('[aria-live]').innerText())
        .toBe(`${said}: score ${formatNumber(reached)}.`)
      expect(await figure.getByRole('button', { name: /Ascent on pixels/ }).count()).toBe(0)
      expect(complaints).toEqual([])
      await close()
    },
  )

  it('makes several pictures at once that differ', async () => {
    const { figure, close } = await open('fig-run', {}, '?run.pictures=3&run.steps=16')
    await turnTo(figure)
    await figure.getByRole('button', { name: 'Run it here' }).click()
    await expect.poll(() => phase(figure), PATIENCE).toBe('done')
    const pictures = await figure
      .locator('.stage canvas')
      .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()))
    expect(new Set(pictures).size).toBe(3)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open('fig-run', { colorScheme }, '?run.steps=16')
    await turnTo(figure)
    await figure.getByRole('button', { name: 'Run it here' }).click()
    await expect.poll(() => phase(figure), PATIENCE).toBe('done')
    expect(await violations(page, '#fig-run')).toEqual([])
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
    const wanted = await reachedBy({ unit: 'conv4/39', vector, seed: 0, steps: 16 })
    const reached = Number(await figure.locator('.vis').getAttribute('data-score'))
    expect(Math.abs(reached - wanted) / reached).toBeLessThan(0.01)
    expect(await figure.locator('.caption strong').innerText()).toBe('conv4/39 + 0.5 conv4/17')
    await expect
      .poll(() => figure.locator('[aria-live]').innerText())
      .toBe(`What excites conv4/39 + 0.5 conv4/17 most after 16 steps: score ${formatNumber(reached)}.`)
    await expect.poll(() => new URL(page.url()).searchParams.get('direction.direction')).toBe('conv4/39 1 conv4/17 0.5')
    expect(await violations(page, '#fig-direction')).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it.each([0, 40, 200])(
    'typed at once into the sleeping figure, loses nothing where scripts take %i ms',
    async (slow) => {
      const { page, figure, close } = await open('fig-direction')
      await page.route('**/*.js', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, slow))
        await route.continue()
      })
      const field = figure.locator('#fig-direction_direction')
      await field.click()
      await page.keyboard.press('Control+A')
      await page.keyboard.type('conv4/39 1 conv4/17 0.25', { delay: slow / 10 })
      // In the middle of the text, too.
      for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft')
      await page.keyboard.type('-')
      await expect
        .poll(async () => (JSON.parse((await figure.locator('.vis').getAttribute('data-shows'))!) as Choice).direction)
        .toBe('conv4/39 1 conv4/17 -0.25')
      expect(await field.inputValue()).toBe('conv4/39 1 conv4/17 -0.25')
      await close()
    },
  )

  it('where it is none, says why and stays as it was', async () => {
    const { figure, close } = await open('fig-direction')
    await turnTo(figure)
    const before = await figure.locator('.vis').getAttribute('data-shows')
    await figure.locator('#fig-direction_direction').fill('conv4/39 1 conv3/5 1')
    await figure.locator('#fig-direction_direction').press('Enter')
    await expect
      .poll(() => figure.locator('#fig-direction_direction_allowed').innerText())
      .toBe('write units of one layer, not of conv4 and conv3')
    expect(await figure.locator('#fig-direction_direction').inputValue()).toBe('conv4/39 1 conv3/5 1')
    expect(await figure.locator('.vis').getAttribute('data-shows')).toBe(before)
    await close()
  })
})
