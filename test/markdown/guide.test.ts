import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { figureKinds } from '../../src/figures/declarations.ts'

const path = 'content/guide/index.mdx'

describe.runIf(existsSync(path))('the guide', () => {
  const guide = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const parts = readFileSync('src/article/articleParts.ts', 'utf8')
  const names = [...parts.matchAll(/^import (\w+)/gm)].map(([, name]) => name)

  const shows = (text: string, name: string) => new RegExp(`<${name}[\\s>]`).test(text)

  it.each(names)('uses <%s>', (name) => {
    expect(shows(guide, name), `content/guide/index.mdx shows no <${name}>`).toBe(true)
  })

  it.each(Object.keys(figureKinds))('or the gallery it links to shows the figure kind <%s>', (kind) => {
    const linked = guide.includes('](/gallery/)')
    const gallery = linked ? readFileSync('content/gallery/index.mdx', 'utf8') : ''
    expect(shows(guide + gallery, kind), `neither guide nor gallery shows <${kind}>`).toBe(true)
  })
})
