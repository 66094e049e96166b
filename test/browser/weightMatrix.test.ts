import type { BrowserContextOptions, Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readExploration } from '../../precompute/readExploration.ts'
import { foundFamily } from '../../src/artifacts/families.ts'
import { familyMatrix } from '../../src/circuits/kernels/familyMatrix.ts'
import declaration, { STEP } from '../../src/figures/weightMatrix/declaration.ts'
import { parseFamily } from '../../src/vocabulary/unitFamily.ts'
import type { StateOf } from '../figures/stateOf.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const exploration = readExploration('lumen')

type WeightMatrixState = StateOf<typeof declaration>

const open = (options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, 'gallery/fig-bands', options, search)

const data = (figure: Locator) =>
  figure.locator('.weight-matrix').evaluate((element) => ({ ...(element as HTMLElement).dataset }))
const shows = async (figure: Locator) => JSON.parse((await data(figure)).shows!) as WeightMatrixState
const picture = (figure: Locator, side: number) => figure.locator('[role="grid"] > svg').nth(side).innerHTML()
const spoken = (figure: Locator) => figure.locator('.status + [aria-live]').innerText()

async function awake(figure: Locator) {
  await figure.locator('.title').first().hover()
  await expect.poll(async () => (await data(figure)).ready).toBe('true')
}

/** The same weights, computed in Node. */
function computed({ upper, lower }: Pick<WeightMatrixState, 'upper' | 'lower'>) {
  const found = (name: string) => foundFamily(exploration, 'rotation', parseFamily(name), 1)
  const families = { upper: found(upper), lower: found(lower) }
  return { ...families, ...familyMatrix(model, { symmetry: 'rotation', ...families, step: STEP, seed: 0 }) }
}

const share = (figure: Locator) =>
  figure.locator('[data-share]').evaluate((element) => Number((element as HTMLElement).dataset.share))

describe.runIf(hasArticle('gallery'))('WeightMatrix', () => {
  it('untouched, shows the weights beside the pattern, with the numbers that Node computes', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    const { upper, lower, blocks, share: wanted } = computed(await shows(figure))
    expect(await figure.locator('[role="grid"]').count()).toBe(2)
    const cells = figure.locator('[data-side="weights"] [role="gridcell"]')
    expect(await cells.count()).toBe(upper.members.length * lower.members.length)
    expect(await share(figure)).toBeCloseTo(wanted, 3)
    const { to, from } = await shows(figure)
    const norm = Math.hypot(
      ...blocks[upper.members.findIndex(({ channel }) => channel === to)]![
        lower.members.findIndex(({ channel }) => channel === from)
      ]!,
    )
    // Drawn from 63 levels.
    expect(Math.abs(Number(await figure.locator('[data-norm]').innerText()) - norm)).toBeLessThan(0.011)
    expect(await figure.locator('select:visible, input:visible').count()).toBe(0)
    await close()
  })

  it('shows the rest in place of the pattern, and lists by channel', async () => {
    const { page, figure, complaints, close } = await open()
    await awake(figure)
    const [weights, pattern] = [await picture(figure, 0), await picture(figure, 1)]
    await figure.getByLabel('the rest').check()
    await expect.poll(() => picture(figure, 1)).not.toBe(pattern)
    expect(await picture(figure, 0)).toBe(weights)
    await expect.poll(() => spoken(figure)).toBe('Beside the weights: the rest.')
    await figure.locator('#fig-bands_order').selectOption('channel')
    const labels = await figure.locator('[data-side="weights"] .row .name').allInnerTexts()
    expect(labels.map(Number)).toEqual([...labels.map(Number)].sort((a, b) => a - b))
    await expect.poll(() => new URL(page.url()).searchParams.get('bands.order')).toBe('channel')
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    expect(await picture(figure, 1)).toBe(pattern)
    expect(complaints).toEqual([])
    await close()
  })

  it('another family is computed in the page, as in Node', async () => {
    const { figure, complaints, close } = await open()
    await awake(figure)
    await figure.locator('#fig-bands_upper').selectOption('curves conv4/39')
    await expect.poll(async () => (await shows(figure)).upper, { timeout: 60_000 }).toBe('curves conv4/39')
    const wanted = computed(await shows(figure))
    expect(await share(figure)).toBeCloseTo(wanted.share, 6)
    await expect
      .poll(() => spoken(figure))
      .toContain(
        `${wanted.upper.members.length} units of conv4 by ${wanted.lower.members.length} of conv3. One pattern, turned, makes up ${(100 * wanted.share).toFixed(1)}\u00a0%`,
      )
    expect(complaints).toEqual([])
    await close()
  })

  it('says what of an address there is not, and shows what there is', async () => {
    const { figure, close } = await open({}, '?bands.upper=curves+conv4/39&bands.lower=lines+conv1/3&bands.to=39')
    await expect.poll(async () => (await shows(figure)).upper, { timeout: 60_000 }).toBe('curves conv4/39')
    expect(await shows(figure)).toMatchObject({ lower: 'lines conv3/43', to: 39 })
    expect(await figure.getByRole('alert').innerText()).toContain('“lines conv1/3” is no')
    await close()
  })

  it('every kernel is reached from the keyboard and read out', async () => {
    const { page, figure, close } = await open()
    await awake(figure)
    const before = await shows(figure)
    await figure.locator('[data-side="weights"] [tabindex="0"][role="gridcell"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    const after = await shows(figure)
    expect(after.to).not.toBe(before.to)
    expect(await figure.locator('.detail').getAttribute('data-pair')).toBe(`${after.to}-${after.from}`)
    await expect.poll(() => spoken(figure)).toContain(`conv3/${after.from} to conv4/${after.to}, turned by `)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme }, '?bands.show=residual')
    await expect.poll(async () => (await shows(figure)).show).toBe('residual')
    expect(await violations(page, '#fig-bands')).toEqual([])
    await close()
  })
})
