/** The build that the other tests look at, made again elsewhere. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { buildCopy, copyProject } from '../site/projectCopy.ts'
import { BASE } from './buildSite.ts'

const root = mkdtempSync(join(tmpdir(), 'again-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** SHA-256 of each file, by path. */
const hashes = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )

it('the same sources, built in another folder, time zone and language, give the same bytes', () => {
  const again = join(root, 'of', 'another depth')
  mkdirSync(again, { recursive: true })
  copyProject(again)
  const { dist } = buildCopy(again, { BASE, TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', UV_THREADPOOL_SIZE: '1' })
  const [first, second] = [hashes(inject('dist')), hashes(dist)]
  expect(Object.keys(second)).toEqual(Object.keys(first))
  expect(Object.keys(first).filter((path) => first[path] !== second[path])).toEqual([])
  expect(Object.keys(first).length).toBeGreaterThan(500)
})
