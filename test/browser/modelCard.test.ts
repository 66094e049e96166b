import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BuiltSite, builtSite } from './builtSite.ts'
import { openPage, violations } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  site = await builtSite()
})
afterAll(() => site?.close())

it.each([
  [1350, 'light'],
  [1350, 'dark'],
  [320, 'light'],
] as const)('at %i px, %s, the model card is whole and accessible', async (width, colorScheme) => {
  const { page, complaints, close } = await openPage(site, 'models/lumen/', {
    viewport: { width, height: 850 },
    colorScheme,
  })
  const text = await page.locator('main').innerText()
  const { top1, images } = JSON.parse(readFileSync('public/models/lumen/evaluation.json', 'utf8')) as {
    top1: number
    images: number
  }
  expect(text).toContain('938,040 parameters')
  expect(text).toContain(`${images.toLocaleString('en')} images`)
  expect(text).toContain(`${(100 * top1).toFixed(1)}\u00a0%`)
  expect(text).toContain('Weights: CC BY 4.0')
  expect(await page.locator('tbody tr').count()).toBe(13)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  expect(await violations(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})
