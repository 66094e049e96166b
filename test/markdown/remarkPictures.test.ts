import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { compile } from '@mdx-js/mdx'
import { VFile } from 'vfile'
import { afterAll, describe, expect, it } from 'vitest'
import { remarkPictures } from '../../src/article/markdown/remarkPictures.ts'
import { noise, png, svg } from '../pictures/hostilePictures.ts'

const folder = mkdtempSync(join(process.cwd(), 'node_modules', '.article-'))
const publicDir = join(folder, 'public')
mkdirSync(publicDir)
afterAll(() => rmSync(folder, { recursive: true }))
const whole = await noise().jpeg().toBuffer()
writeFileSync(join(folder, 'good.jpg'), whole)
writeFileSync(join(folder, 'two words.jpg'), whole)
writeFileSync(join(folder, 'cut.jpg'), whole.subarray(0, whole.length / 2))
writeFileSync(join(folder, 'huge.png'), png(60_000, 60_000, 1))
writeFileSync(join(folder, 'script.svg'), svg('<script>alert(1)</script>'))
writeFileSync(join(publicDir, 'cut.jpg'), whole.subarray(0, 99))

async function said(text: string): Promise<string> {
  const warnings: string[] = []
  const path = join(folder, 'index.mdx')
  const warn = (each: string) => warnings.push(each)
  try {
    await compile(new VFile({ value: text, path }), {
      remarkPlugins: [[remarkPictures, { base: '/b/', publicDir, warn }]],
    })
  } catch (error) {
    return (error as Error).message
  }
  return warnings.join('\n')
}
const at = (place: string) => `${relative(process.cwd(), folder)}/index.mdx:${place}`

describe('a picture that cannot be shown whole is refused where the article names it', () => {
  it.each([
    ['a\n\n![b](./cut.jpg)', '3:1: picture ./cut.jpg cannot be read to its end'],
    ['![b](huge.png)', '1:1: picture huge.png has 60,000 × 60,000 pixels; allowed are 16,383 to a side'],
    ['![b][c]\n\n[c]: ./cut.jpg', '1:1: picture ./cut.jpg'],
    ['![b](/cut.jpg)', 'picture /cut.jpg cannot be read'],
    ['![b](/b/cut.jpg)', 'picture /b/cut.jpg cannot be read'],
    ['<img src="/cut.jpg" />', 'picture /cut.jpg cannot be read'],
    ["import a from './cut.jpg'\n\n<img src={a} />", 'picture ./cut.jpg cannot be read'],
    ['![b](./Good.JPG)', 'the file is called good.jpg'],
    ['![b](./none.jpg)', 'is not there'],
    ['![b](../../../../../../../../etc/hosts.png)', 'lies outside of the project'],
    ['![b](.)', 'is a folder'],
    ["import A from './script.svg'\n\n<A />", 'holds what a page must not: <script>'],
  ])('%s', async (text, words) => {
    const message = await said(text)
    expect(message).toContain(words)
    expect(message).toContain(at(''))
  })
})

it('whole pictures pass, also with a space or a query in their address', async () => {
  expect(await said('![a](./good.jpg) ![b](<./two words.jpg>) ![c](./two%20words.jpg) ![d](./good.jpg?a#b)')).toBe('')
})

it('an SVG with a script is named, and published without it', async () => {
  expect(await said('a\n\n![b](./script.svg)')).toBe(
    `${at('3:1')}: picture ./script.svg holds what a page must not: <script>\nIt is published without.`,
  )
})
