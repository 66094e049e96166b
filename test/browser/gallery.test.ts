import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { hasArticle } from './builtSite.ts'
import { figureText } from './figureText.ts'

/** The figures of the gallery as they are sent: what is read, what the controls hold, what is drawn. */
describe.runIf(hasArticle('gallery'))('the gallery at rest', () => {
  const folder = join(inject('dist'), 'gallery/embed')
  it.each(readdirSync(folder).filter((id) => id.startsWith('fig-')))('%s', async (id) => {
    const html = readFileSync(join(folder, id, 'index.html'), 'utf8')
    await expect(figureText(html, id)).toMatchFileSnapshot(`gallery/${id}.txt`)
  })
})
