import { globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeSearchIndex } from '../../src/site/publish/searchIndex.ts'

function build(pages: Record<string, string>): string {
  const dist = mkdtempSync(join(tmpdir(), 'search-'))
  for (const [path, body] of Object.entries(pages)) {
    mkdirSync(join(dist, path), { recursive: true })
    writeFileSync(join(dist, path, 'index.html'), `<html lang="en"><body>${body}</body></html>`)
  }
  return dist
}
const files = (dist: string) => globSync('pagefind/**/*.*', { cwd: dist }).sort()

it('indexes the articles alone, the same files each time, without the interfaces no page loads', async () => {
  const pages = {
    a: '<article data-pagefind-body><h1>Curves</h1></article>',
    b: '<article data-pagefind-body><h1>Lines</h1></article>',
    tags: '<h1>Tags</h1>',
  }
  const [one, two] = [build(pages), build(pages)]
  expect(await writeSearchIndex(one)).toBe(2)
  await writeSearchIndex(two)
  expect(files(two)).toEqual(files(one))
  for (const file of files(one)) expect(readFileSync(join(two, file))).toEqual(readFileSync(join(one, file)))
  expect(files(one)).toContain(join('pagefind', 'pagefind.js'))
  expect(files(one).filter((file) => /ui|highlight|css/.test(file))).toEqual([])
})

it('a site without articles has no index', async () => {
  const dist = build({ tags: '<h1>Tags</h1>' })
  expect(await writeSearchIndex(dist)).toBe(0)
  expect(files(dist)).toEqual([])
})
