import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuiltSite, builtSite, hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  site = await builtSite()
})
afterAll(() => site?.close())

describe.runIf(hasArticle('gallery'))('Universality without another network', () => {
  it.each([1350, 390])('says what it needs, is accessible and fits, %i pixels wide', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, figure, complaints, close } = await openFigure(site, 'gallery/fig-universality', {
        viewport: { width, height: 900 },
        colorScheme,
      })
      expect(await figure.innerText()).toContain('This figure needs a second network, trained apart from lumen.')
      expect(await figure.innerText()).toContain('npm run add-model')
      expect(await violations(page, '#fig-universality')).toEqual([])
      const box = (await figure.boundingBox())!
      expect(box.x + box.width).toBeLessThanOrEqual(width)
      expect(complaints).toEqual([])
      await close()
    }
  })
})
