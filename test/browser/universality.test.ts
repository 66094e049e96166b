import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelIds } from '../../precompute/modelIds.ts'
import { axe, type BuiltSite, builtSite } from './builtSite.ts'

let site: BuiltSite
beforeAll(async () => {
  site = await builtSite()
})
afterAll(() => site?.close())

describe.runIf(modelIds('public/models').length === 1)(
  'Universality of a site with one network',
  () => {
    // prettier-ignore
    it.each([1350, 390])('says what it needs, is accessible and fits, %i pixels wide', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await site.browser.newContext({ viewport: { width, height: 900 }, colorScheme }) // prettier-ignore
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(`${site.address}gallery/`)
      const figure = page.locator('#fig-universality')
      await figure.scrollIntoViewIfNeeded()
      expect(await figure.innerText()).toContain('This figure needs a second network, trained apart from lumen.') // prettier-ignore
      expect(await figure.innerText()).toContain('npm run add-model')
      await page.evaluate(axe)
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: typeof import('axe-core') }
        return (await axe.run('#fig-universality')).violations.map(({ id }) => id)
      })
      expect(violations).toEqual([])
      const box = (await figure.boundingBox())!
      expect(box.x + box.width).toBeLessThanOrEqual(width)
      expect(complaints).toEqual([])
      await context.close()
    }
  })
  },
)
