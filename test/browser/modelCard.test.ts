import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axe, type BuiltSite, builtSite } from './builtSite.ts'

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
  const context = await site.browser.newContext({ viewport: { width, height: 850 }, colorScheme })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`${site.address}models/lumen/`, { waitUntil: 'networkidle' })
  const text = await page.locator('main').innerText()
  const { top1, images } = JSON.parse(
    readFileSync('public/models/lumen/evaluation.json', 'utf8'),
  ) as { top1: number; images: number }
  expect(text).toContain('938,040 parameters')
  expect(text).toContain(`${images.toLocaleString('en')} images`)
  expect(text).toContain(`${(100 * top1).toFixed(1)} %`)
  expect(text).toContain('Weights: CC BY 4.0')
  expect(await page.locator('tbody tr').count()).toBe(13)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    return (await axe.run()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`,
    )
  })
  expect(violations).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
})
