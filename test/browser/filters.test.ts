import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { kernels } from '../../src/circuits/kernels/kernels.ts'
import { formatNumber } from '../../src/widgets/number.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, turnTo, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const open = (id: `fig-${string}`, options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, `gallery/${id}`, options, search)

/** A worker that starts on a busy machine. */
const PATIENCE = { timeout: 30_000 }

describe.runIf(hasArticle('gallery'))('Filters', () => {
  it('of another layer, shows the kernels that Node finds, and the units they join', async () => {
    const { page, figure, complaints, close } = await open('fig-first')
    await turnTo(figure)
    await figure.locator('#fig-first_layer').selectOption('conv3')
    const wanted = kernels(model, { layer: 'conv3', channel: null, count: 48 })
    await expect
      .poll(
        () =>
          figure.locator('[data-kernel]').evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.kernel)),
        PATIENCE,
      )
      .toEqual(wanted.map(({ from, to }) => `${from}-${to}`))
    await figure.locator('[data-kernel]').nth(2).click()
    const { from, to, norm } = wanted[2]!
    expect(await figure.locator('[data-norm]').innerText()).toBe(formatNumber(norm))
    expect(await figure.locator('.pair').innerText()).toMatch(new RegExp(`conv2/${from}[^]*conv3/${to}`))
    await figure.getByRole('button', { name: `All kernels into conv3/${to}` }).click()
    await expect.poll(() => new URL(page.url()).search).toBe(`?first.layer=conv3&first.channel=${to}`)
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
  it.each(['light', 'dark'] as const)('is accessible once alive, %s', async (colorScheme) => {
    for (const id of ['fig-first', 'fig-deeper'] as const) {
      const { page, figure, close } = await open(id, { colorScheme })
      await turnTo(figure)
      expect(await violations(page, `#${id}`)).toEqual([])
      await close()
    }
  })
})
