import type { BrowserContextOptions, Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { countFactors } from '../../src/circuits/parts/countFactors.ts'
import { unitFactors } from '../../src/circuits/parts/unitFactors.ts'
import { shareText } from '../../src/figures/factors/view.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const open = (options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, 'gallery/fig-factors', options, search)

const shows = (figure: Locator, state: Record<string, number>) =>
  expect
    .poll(async () => JSON.parse((await figure.locator('.factors').getAttribute('data-shows'))!) as unknown, {
      timeout: 60_000,
    })
    .toEqual(state)

/** The figure against the same factors in Node. */
async function expectFactors(figure: Locator, unit: string, count: number) {
  const wanted = countFactors(unitFactors(model, { unit, count, seed: 0, seeds: 8 }))
  await expect.poll(() => figure.locator('.doubt').innerText(), { timeout: 30_000 }).toContain('Other seeds')
  expect(await figure.locator('.share').innerText()).toBe(shareText(wanted))
  expect(Number(await figure.locator('.share').getAttribute('data-whole'))).toBeCloseTo(wanted.share, 3)
  const drawn = await figure.locator('[data-factor]').evaluateAll((rows) =>
    rows.map((row) => ({
      share: Number((row as HTMLElement).dataset.share),
      channels: [...row.querySelectorAll<HTMLElement>('[data-channel]')].map(({ dataset }) => Number(dataset.channel)),
    })),
  )
  expect(drawn).toHaveLength(count)
  wanted.factors.forEach(({ share, top }, i) => {
    expect(drawn[i]!.share).toBeCloseTo(share, 3)
    expect(drawn[i]!.channels).toEqual(top.map(({ channel }) => channel))
  })
}

describe.runIf(hasArticle('gallery'))('Factors', () => {
  it('untouched, shows two factors as Node finds them, with their pictures', async () => {
    const { figure, complaints, close } = await open({ javaScriptEnabled: false })
    await expectFactors(figure, 'conv4/44', 2)
    expect(await figure.getByAltText(/^What excites the mix of factor/).count()).toBe(2)
    expect(await figure.locator('.factors :is(input, button):visible').count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('another unit and another number of factors are computed in the page, and reset', async () => {
    const { page, figure, complaints, close } = await open()
    await figure.locator('#fig-factors_factors').fill('3')
    await shows(figure, { unit: 44, factors: 3, seed: 0 })
    await expectFactors(figure, 'conv4/44', 3)
    await figure.locator('#fig-factors_unit').fill('52')
    await shows(figure, { unit: 52, factors: 3, seed: 0 })
    await expectFactors(figure, 'conv4/52', 3)
    await expect
      .poll(() => figure.locator('[aria-live]').innerText())
      .toMatch(/^conv4\/52: Three factors explain \d+\u00a0% of its squared weights\./)
    await expect.poll(() => new URL(page.url()).search).toBe('?factors.unit=52&factors.factors=3')
    await figure.getByRole('button', { name: 'Reset' }).click()
    await shows(figure, { unit: 44, factors: 2, seed: 0 })
    await expect.poll(() => new URL(page.url()).search).toBe('')
    expect(complaints).toEqual([])
    await close()
  })

  it('makes the picture of a mix in the page, and stops', async () => {
    const { figure, complaints, close } = await open()
    const first = figure.locator('[data-factor="0"]')
    await first.getByRole('button', { name: 'Make it here' }).click()
    // Stopped in the page: on a fast machine the ascent ends before a click from here arrives.
    await first.evaluate(async (factor) => {
      while (!factor.querySelector('canvas')) await new Promise(requestAnimationFrame)
      factor.querySelector('button')!.click()
    })
    await expect.poll(() => first.getByRole('button', { name: 'Make it here' }).count()).toBe(1)
    const said = await first.locator('canvas').getAttribute('aria-label')
    const [, step, steps] = /^What excites the mix of factor 1, at step (\d+) of (\d+)$/.exec(said!)!
    expect(Number(step)).toBeLessThan(Number(steps))
    expect(complaints).toEqual([])
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme }, '?factors.factors=1')
    await shows(figure, { unit: 44, factors: 1, seed: 0 })
    expect(await violations(page, '#fig-factors')).toEqual([])
    await close()
  })
})
