/**
 * Each lecture as a student walks through it: every figure is touched and changed, every claim measured once
 * or reachable, every exercise failed and solved; nothing complains.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import exerciseArtifact, { type ExerciseData } from '../../src/artifacts/exercise/artifact.ts'
import { manifestSchema } from '../../src/artifacts/manifest.ts'
import { articlesIn, type BuiltSite, builtSite } from './builtSite.ts'
import { openPage } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  site = await builtSite()
})
afterAll(() => site?.close())

/** Articles that claim something; the guide is about writing and has tests of its own. */
const lectures = articlesIn('content').filter(
  (slug) => slug !== 'guide' && existsSync(join('content', slug, 'claims.ts')),
)

/** What was computed for the exercises of a lecture, by the id of each in the page. */
function exercisesOf(slug: string): [string, ExerciseData][] {
  const read = (name: string): unknown => JSON.parse(readFileSync(join('public/artifacts', name), 'utf8'))
  return manifestSchema
    .parse(read('manifest.json'))
    .rows.flatMap(({ request, files }) =>
      request.kind === 'exercise' && request.article === slug
        ? [[`ex-${request.id}`, exerciseArtifact.files.data.schema.parse(read(files.data!.name))]]
        : [],
    )
}

/** Answers wrongly, then rightly. */
async function solve(page: Page, id: string, json: ExerciseData) {
  const exercise = page.locator(`#${id}`)
  const check = () => exercise.getByRole('button', { name: 'Check' }).click()
  const says = (pattern: RegExp) =>
    expect.poll(() => exercise.locator('.verdict').innerText(), { timeout: 60_000 }).toMatch(pattern)
  await exercise.scrollIntoViewIfNeeded()
  await exercise.hover()
  if (json.asks === 'number') {
    const [low, high] = json.range
    const wrong = json.period
      ? (json.answer + json.period / 2) % json.period
      : json.answer > (low + high) / 2
        ? low
        : high
    const field = exercise.getByLabel('Your prediction')
    await field.fill(String(Math.round(wrong)))
    await check()
    await says(/^Not yet/)
    await field.fill(String(Math.round(json.answer)))
  } else if (json.asks === 'choice') {
    const best = json.right === 'largest' ? Math.max(...json.values) : Math.min(...json.values)
    const right = json.choices[json.values.indexOf(best)]!
    const choose = (name: string) => exercise.getByRole('radio', { name, exact: true }).check()
    await choose(json.choices.find((each) => each !== right)!)
    await check()
    await says(/^Not yet/)
    await choose(right)
  } else {
    await check()
    await says(/^Not yet/)
    // Its sentence names the figure that it is done in.
    const named = await exercise.locator('.exercise-asks a.ref').first().getAttribute('href')
    const figure = page.locator(`figure${named}`)
    await figure.scrollIntoViewIfNeeded()
    await figure.locator('.figure-picture').hover({ position: { x: 8, y: 8 } })
    await figure.locator('[data-ready=true]').waitFor()
    for (const [name, value] of Object.entries(json.solution))
      await figure.getByLabel(name, { exact: true }).fill(String(value))
  }
  await check()
  await says(/^Right/)
}

const open = (slug: string) => openPage(site, `${slug}/`)

/** What a figure shows and says, apart from what waits in its menu. */
const shown = (figure: Locator) =>
  figure.locator('.figure-picture').evaluate((picture) => {
    const controls = [...picture.querySelectorAll<HTMLInputElement>('input, select')]
    const data = [...picture.querySelectorAll<HTMLElement>('[data-shows], [data-state]')]
    return JSON.stringify([
      controls.map(({ value, checked }) => [value, checked]),
      data.map(({ dataset }) => [dataset.shows, dataset.state]),
      [...picture.querySelectorAll('[aria-pressed]')].map((each) => each.ariaPressed),
    ])
  })

/** Turns to a figure and uses the first control that it offers; false for one that has none. */
async function touch(page: Page, figure: Locator): Promise<boolean> {
  const picture = figure.locator('.figure-picture')
  await figure.scrollIntoViewIfNeeded()
  if ((await picture.locator('.figure-live').locator('input, select, button').count()) === 0) return false
  await picture.hover({ position: { x: 8, y: 8 } })
  await picture.locator('[data-ready=true]').first().waitFor({ timeout: 30_000 })
  const before = await shown(figure)
  const slider = picture.locator('input[type=range]:visible:not(:disabled)').first()
  const choice = picture.locator('select:visible:not(:disabled)').first()
  const button = picture.locator('button[aria-pressed=false]:visible:not(:disabled)').first()
  if (await slider.count()) {
    await slider.focus()
    await page.keyboard.press(
      (await slider.evaluate((e: HTMLInputElement) => e.value === e.max)) ? 'ArrowLeft' : 'ArrowRight',
    )
  } else if (await choice.count()) {
    const values = await choice
      .locator('option')
      .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value))
    const now = await choice.inputValue()
    await choice.selectOption(values.find((each) => each !== now) ?? now)
  } else if (await button.count()) await button.click()
  else return false
  await expect.poll(() => shown(figure), { timeout: 30_000 }).not.toBe(before)
  return true
}

it.skipIf(lectures.length > 0)('no article is a lecture', () => expect(lectures).toEqual([]))

describe.each(lectures)('%s', (slug) => {
  it('every figure answers a touch, and none complains', { timeout: 300_000 }, async () => {
    const { page, complaints, close } = await open(slug)
    const figures = page.locator('figure.figure')
    const ids = await figures.evaluateAll((all) => all.map(({ id }) => id))
    let changed = 0
    for (const id of ids) {
      const figure = page.locator(`figure#${id}`)
      if (await touch(page, figure)) changed++
      expect(await figure.locator('.figure-picture [role=alert]:visible').allInnerTexts(), id).toEqual([])
      expect(complaints, id).toEqual([])
    }
    expect(changed).toBeGreaterThan(ids.length / 2)
    await close()
  })

  it('a claim is measured in the page and holds', { timeout: 120_000 }, async () => {
    const { page, complaints, close } = await open(slug)
    const claim = page.locator('.claim').first()
    await claim.getByRole('button', { name: 'Measure it here' }).click()
    await expect
      .poll(() => claim.locator('[role=status]').innerText(), { timeout: 100_000 })
      .toMatch(/The claim holds\.$/)
    expect(complaints).toEqual([])
    await close()
  })

  it('every exercise is failed, then solved', { timeout: 300_000 }, async () => {
    const { page, complaints, close } = await open(slug)
    const ids = await page.locator('.exercise').evaluateAll((all) => all.map(({ id }) => id))
    const exercises = exercisesOf(slug)
    expect(exercises.map(([id]) => id).sort()).toEqual(ids.sort())
    for (const [id, json] of exercises) await solve(page, id, json)
    expect(complaints).toEqual([])
    await close()
  })
})
