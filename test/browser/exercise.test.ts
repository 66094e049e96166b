/** The exercises of the guide, each failed and solved, and what is kept of it. */
import { existsSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaveSolutions } from '../../src/site/publish/solutions.ts'
import { type BuiltSite, builtSite } from './builtSite.ts'
import { openPage, violations } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  site = await builtSite()
})
afterAll(() => site?.close())

const open = (options: BrowserContextOptions = {}) => openPage(site, 'guide/', options)

const verdict = (page: Page, id: string) => page.locator(`#${id} .verdict`)
const solution = (page: Page, id: string) => page.locator(`#${id} .exercise-solution`)
const check = (page: Page, id: string) => page.locator(`#${id}`).getByRole('button', { name: 'Check' }).click()

// The guide has one exercise of each kind.
describe.runIf(existsSync('content/guide/exercises.ts'))('Exercise', () => {
  it('is failed and solved: a number, a choice, and a state of a figure; progress is kept and can be forgotten', async () => {
    const { page, complaints, close } = await open()

    const field = page.getByLabel('Your prediction')
    await field.fill('20')
    await check(page, 'ex-best-direction')
    await expect
      .poll(() => verdict(page, 'ex-best-direction').innerText())
      .toBe('Not yet: 20 is off by more than 20 degrees.')
    expect(await solution(page, 'ex-best-direction').isVisible()).toBe(false)
    await field.fill('200')
    await field.press('Enter')
    await expect.poll(() => verdict(page, 'ex-best-direction').innerText()).toBe('Right: it is 215 degrees.')
    expect(await solution(page, 'ex-best-direction').isVisible()).toBe(true)
    await expect
      .poll(() => page.locator('#ex-best-direction .again').innerText(), { timeout: 60_000 })
      .toBe('Computed again in this page: 215 degrees.')

    const choices = page.locator('#ex-which-unit')
    await check(page, 'ex-which-unit')
    await expect.poll(() => verdict(page, 'ex-which-unit').innerText()).toBe('Choose one.')
    await choices.getByRole('radio', { name: 'conv4/38' }).check()
    await check(page, 'ex-which-unit')
    await expect.poll(() => verdict(page, 'ex-which-unit').innerText()).toBe('Not yet: it is not conv4/38.')
    await choices.getByRole('radio', { name: 'conv4/39' }).check()
    await check(page, 'ex-which-unit')
    await expect.poll(() => verdict(page, 'ex-which-unit').innerText()).toBe('Right: conv4/39.')

    await check(page, 'ex-silence')
    await expect
      .poll(() => verdict(page, 'ex-silence').innerText(), { timeout: 60_000 })
      .toBe('Not yet: 14.5 was measured; bring it to at most 0.05.')
    const figure = page.locator('#fig-anatomy')
    await figure.locator('.portrait').hover()
    await figure.locator('[data-ready=true]').waitFor()
    await figure.getByLabel('curvature').fill('0')
    await check(page, 'ex-silence')
    await expect
      .poll(() => verdict(page, 'ex-silence').innerText())
      .toBe('Not yet: set curvature to 0.07 again, which has to stay.')
    await figure.getByRole('button', { name: 'Reset' }).click()
    await figure.getByLabel('angle').fill('255')
    await check(page, 'ex-silence')
    await expect
      .poll(() => verdict(page, 'ex-silence').innerText())
      .toBe('Right: 0 was measured, and at most 0.05 is asked for.')

    expect(await violations(page, '.exercise, .exercise-list')).toEqual([])

    const count = page.locator('.exercise-progress [role=status]')
    expect(await count.innerText()).toContain('3 of 3 solved')
    await page.goto(`${site.address}guide/`)
    expect(await count.innerText()).toContain('3 of 3 solved')
    expect(await solution(page, 'ex-silence').isVisible()).toBe(true)
    await page.locator('#ex-best-direction').hover()
    await expect.poll(() => field.inputValue()).toBe('200')
    await page.getByRole('button', { name: 'Forget my answers' }).click()
    expect(await count.innerText()).toContain('0 of 3 solved')
    expect(await solution(page, 'ex-silence').isVisible()).toBe(false)
    expect(complaints).toEqual([])
    await close()
  })

  it('shows the answer to who asks for it after a try, and does not call that solved', async () => {
    const { page, close } = await open({ viewport: { width: 390, height: 800 } })
    const exercise = page.locator('#ex-which-unit')
    await exercise.getByRole('radio', { name: 'conv4/54' }).check()
    await exercise.locator('[data-ready=true]').waitFor()
    const show = exercise.getByRole('button', { name: 'Show the answer' })
    expect(await show.count()).toBe(0)
    await check(page, 'ex-which-unit')
    await show.click()
    expect(await solution(page, 'ex-which-unit').innerText()).toMatch(/^conv4\/39\. /)
    expect(await exercise.locator('.exercise-mark').innerText()).toBe('Answer shown')
    expect(await page.locator('.exercise-progress [role=status]').innerText()).toContain('0 of 3')
    await close()
  })

  it('says so where the network cannot be loaded', async () => {
    // A route does not see what a service worker fetches.
    const { page, close } = await open({ serviceWorkers: 'block' })
    await page.route('**/*.safetensors', (route) => route.abort())
    await check(page, 'ex-silence')
    await expect
      .poll(() => page.locator('#ex-silence [role=alert]').innerText(), { timeout: 60_000 })
      .toMatch(/^This cannot be measured here: the network could not be loaded \(no connection\)\.$/)
    await close()
  })

  it('is a question with hints without JavaScript, and its answer only on the lecturer’s sheet', async () => {
    const { page, close } = await open({ javaScriptEnabled: false, bypassCSP: true })
    const text = await page.locator('#ex-which-unit').innerText()
    expect(text).toContain('Which responds most?')
    expect(text).toContain('conv4/63')
    expect(text).not.toContain('8.82')
    const hint = page.locator('#ex-silence .hint')
    expect(await hint.locator('p').isVisible()).toBe(false)
    await hint.locator('summary').click()
    expect(await hint.locator('p').isVisible()).toBe(true)
    for (const hidden of await page.locator('.exercise-solution').all()) expect(await hidden.isVisible()).toBe(false)

    expect(await leaveSolutions(page)).toBe(3)
    const sheet = await page.locator('.article').innerText()
    expect(sheet).toContain('215 degrees; anything within 20 degrees counts.')
    expect(sheet).toContain('conv4/39. Response to a curve that bulges up: conv4/38 0, conv4/54 2.36')
    expect(sheet).toContain('One way: angle 255 in Figure')
    expect(sheet).not.toContain('front matter')
    await close()
  })
})
