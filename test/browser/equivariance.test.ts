import type { BrowserContextOptions, Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readExploration } from '../../precompute/readExploration.ts'
import { foundFamily } from '../../src/artifacts/families.ts'
import { movedWeights } from '../../src/circuits/symmetry/movedWeights.ts'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import { parseFamily } from '../../src/vocabulary/unitFamily.ts'
import colourEdge from '../../src/stimuli/families/colourEdge.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const exploration = readExploration('lumen')

const open = (options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, 'gallery/fig-turning', options, search)

const data = (figure: Locator) =>
  figure.locator('.equivariance').evaluate((element) => ({ ...(element as HTMLElement).dataset }))
const shows = async (figure: Locator) =>
  JSON.parse((await data(figure)).shows!) as {
    family: string
    what: string
    move: number
  }
const spoken = (figure: Locator) => figure.locator('.status + [aria-live]').innerText()
const values = (figure: Locator) =>
  figure.locator('tr[data-unit]').evaluateAll((rows) =>
    rows.map((row) => ({
      unit: (row as HTMLElement).dataset.unit!,
      value: Number(row.querySelector('[data-value]')!.textContent!.replace('−', '-')),
    })),
  )

async function awake(figure: Locator) {
  await figure.locator('.match').hover()
  await expect.poll(async () => (await data(figure)).ready, { timeout: 60_000 }).toBe('true')
}

/** Responses to the gallery's edge at an angle, computed in Node. */
const responses = async (units: string[], turn: number) =>
  (await tuning(model, units)(colourEdge, [{ angle: 220 + turn, hue: 30 }])).map(([value]) => value!)

describe.runIf(hasArticle('gallery'))('Equivariance', () => {
  it('untouched, activity passes through the family in order, as Node computes it', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    const rows = await values(figure)
    const wanted = await responses(
      rows.map(({ unit }) => unit),
      0,
    )
    const most = Math.max(...wanted)
    rows.forEach(({ value }, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThan(0.02 * most))
    const { within, of } = await figure
      .locator('.match')
      .evaluate((element) => ({ ...(element as HTMLElement).dataset }))
    expect(Number(of)).toBe(rows.length - 1)
    expect(Number(within)).toBeGreaterThanOrEqual(Number(of) - 1)
    expect(await figure.locator('input:visible, select:visible').count()).toBe(0)
    await close()
  })

  it('a turned picture excites the next member, without the network', async () => {
    const { page, figure, complaints, close } = await open()
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await awake(figure)
    await figure.locator('#fig-turning_move').fill('180')
    await expect.poll(async () => (await shows(figure)).move).toBe(180)
    const rows = await values(figure)
    const wanted = await responses(
      rows.map(({ unit }) => unit),
      180,
    )
    const most = Math.max(...wanted)
    rows.forEach(({ value }, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThan(0.03 * most))
    const first = rows.reduce((a, b) => (b.value > a.value ? b : a))
    await expect
      .poll(() => spoken(figure))
      .toContain(`Picture turned by 180°: ${first.unit} responds most, ${first.value.toFixed(2)}`)
    expect(await figure.locator('.moved').getAttribute('style')).toContain('rotate(-180deg)')
    await expect.poll(() => new URL(page.url()).searchParams.get('turning.move')).toBe('180')
    expect(requests.filter((url) => /wasm|safetensors|worker/.test(url))).toEqual([])
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    expect(complaints).toEqual([])
    await close()
  })

  it('the weights of another family are compared in the page, as in Node', async () => {
    const { figure, complaints, close } = await open()
    await awake(figure)
    await figure.locator('#fig-turning_family').selectOption('colour edges conv2/42')
    await figure.locator('input[value="weights"]').check()
    await expect
      .poll(() => shows(figure), { timeout: 60_000 })
      .toMatchObject({ what: 'weights', family: 'colour edges conv2/42' })
    await figure.locator('#fig-turning_move').fill('90')
    const { layer, members } = foundFamily(exploration, 'rotation', parseFamily('colour edges conv2/42'), 1)
    const units = members.map(({ channel }) => `${layer}/${channel}`)
    const { cosines } = await movedWeights(model, {
      units,
      lead: units.indexOf('conv2/42'),
      movement: 'rotation',
      moves: [90],
    })
    await expect.poll(async () => (await shows(figure)).move).toBe(90)
    const rows = await values(figure)
    expect(rows.map(({ unit }) => unit)).toEqual(units)
    rows.forEach(({ value }, i) => expect(Math.abs(value - cosines[i]![0]!)).toBeLessThan(0.006))
    expect(complaints).toEqual([])
    await close()
  })

  it('another picture is turned and measured anew', async () => {
    const { figure, complaints, close } = await open()
    await awake(figure)
    const before = await values(figure)
    await figure.locator('.equivariance summary').click()
    await figure.getByRole('button', { name: 'a grating' }).click()
    await expect
      .poll(async () => JSON.stringify(await values(figure)), { timeout: 60_000 })
      .not.toBe(JSON.stringify(before))
    await expect.poll(() => spoken(figure)).toMatch(/^Picture turned by 0°: /)
    expect(complaints).toEqual([])
    await close()
  })

  it('a mirrored picture excites the members that are mirrored, as Node computes it', async () => {
    const { page, figure, complaints, close } = await openFigure(site, 'gallery/fig-mirror')
    const spiral = familyNamed('spiral')
    const as = async (angle: number, handedness: number) => {
      const units = (await values(figure)).map(({ unit }) => unit)
      const found = await tuning(model, units)(spiral, [{ angle, pitch: 12, handedness }])
      return found.map(([value]) => value!)
    }
    const expectValues = async (wanted: number[]) => {
      const most = Math.max(...wanted)
      ;(await values(figure)).forEach(({ value }, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThan(0.05 * most))
    }
    await expectValues(await as(225, -1))
    await figure.locator('#fig-mirror_move').fill('1')
    await expect.poll(async () => (await shows(figure)).move, { timeout: 30_000 }).toBe(1)
    const mirrored = await as(180 - 225 + 360, 1)
    await expectValues(mirrored)
    expect(mirrored[0]).toBeLessThan(0.1)
    expect(Math.min(...mirrored.slice(1))).toBeGreaterThan(1)
    await expect.poll(() => new URL(page.url()).searchParams.get('mirror.move')).toBe('1')
    expect(complaints).toEqual([])
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme }, '?turning.move=60')
    await expect.poll(async () => (await shows(figure)).move).toBe(60)
    expect(await violations(page, '#fig-turning')).toEqual([])
    await close()
  })
})
