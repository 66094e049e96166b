import { readFileSync } from 'node:fs'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { manifestSchema } from '../../src/artifacts/manifest.ts'
import type { FacetsData } from '../../src/artifacts/facets/artifact.ts'
import { seededStimulus } from '../../src/vocabulary/seededStimuli.ts'
import { takeApart } from '../../src/circuits/parts/takeApart.ts'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import { families, familyNamed } from '../../src/stimuli/families.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

const open = (id: `fig-${string}`) => openFigure(site, `gallery/${id}`)

/** What Node measures for a stimulus of seed 0. */
async function valueOf(unit: string, index: number): Promise<number> {
  const { family, sample } = seededStimulus(families, 0, index)
  const [values] = await tuning(model, [unit])(familyNamed(family), [sample])
  return values![0]!
}

/** The facets of a unit, as they were made ahead of time. */
function facetsOf(unit: string): FacetsData {
  const read = (name: string): unknown => JSON.parse(readFileSync(`public/artifacts/${name}`, 'utf8'))
  const { rows } = manifestSchema.parse(read('manifest.json'))
  const row = rows.find(({ request }) => request.kind === 'facets' && request.unit === unit)
  return read(row!.files.data!.name) as FacetsData
}

const measured = (figure: Locator) =>
  figure.locator('[data-measured]').getAttribute('data-measured', { timeout: 60_000 })

it.runIf(hasArticle('gallery'))(
  'an example that is chosen is shown large and measured in the page, as Node measures it',
  async () => {
    const { page, figure, complaints, close } = await open('fig-examples')
    const button = figure.locator('[data-example]').nth(3)
    const index = Number(await button.getAttribute('data-example'))
    await button.click()
    await expect.poll(() => measured(figure), { timeout: 60_000 }).not.toBeNull()
    const wanted = await valueOf('conv4/39', index)
    expect(Number(await measured(figure))).toBeCloseTo(wanted, 3)
    expect(Number(await figure.locator('[data-value]').innerText())).toBeCloseTo(wanted, 1)
    await expect
      .poll(() => figure.locator('[aria-live]').innerText(), { timeout: 60_000 })
      .toContain(`conv4/39 responds with ${wanted.toFixed(2)}.`)
    await expect.poll(() => new URL(page.url()).searchParams.get('examples.example')).toBe(String(index))
    expect(await violations(page, '#fig-examples')).toEqual([])
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    expect(complaints).toEqual([])
    await close()
  },
  180_000,
)

it.runIf(hasArticle('gallery'))(
  'a search among other stimuli tells of its progress and can be cancelled',
  async () => {
    const { figure, complaints, close } = await open('fig-examples')
    await figure.getByRole('button', { name: 'Search anew' }).click()
    const count = figure.locator('[data-count]')
    await expect.poll(() => count.innerText(), { timeout: 90_000 }).not.toBe('20,000')
    await figure.getByRole('button', { name: 'Cancel' }).click()
    await expect
      .poll(() => figure.locator('[aria-live]').innerText())
      .toMatch(/^Stopped after [\d,]+ stimuli\. conv4\/39 on /)
    expect(await figure.locator('progress').count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  },
  180_000,
)

it.runIf(hasArticle('gallery'))(
  'a unit is grouped anew into as many facets as the reader asks for',
  async () => {
    const { page, figure, complaints, close } = await open('fig-facets')
    expect(await figure.locator('[data-facet]').count()).toBe(2)
    await figure.locator('select').selectOption('3')
    await expect.poll(() => figure.locator('[data-facet]').count(), { timeout: 90_000 }).toBe(3)
    const { grouped } = facetsOf('conv4/9')
    const { facets, groups } = await takeApart(model, 'conv4/9', 0, grouped, { facets: 3 })
    for (const [i, { count, most }] of facets.entries()) {
      const column = figure.locator('[data-facet]').nth(i)
      expect(Number(await column.locator('.title strong').innerText())).toBe(count)
      expect(await column.innerText()).toContain(most[0]!.name)
      const shown = await column
        .locator('[data-example]')
        .evaluateAll((all) => all.map((button) => Number((button as HTMLElement).dataset.example)))
      const own = grouped.filter((_, j) => groups[j] === i).map(({ index }) => index)
      expect(shown).toEqual(own.slice(0, 8))
    }
    await expect.poll(() => figure.locator('[aria-live]').innerText()).toMatch(/^conv4\/9 in three groups\./)
    expect(await violations(page, '#fig-facets')).toEqual([])
    expect(complaints).toEqual([])
    await close()
  },
  180_000,
)
