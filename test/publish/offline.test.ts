import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { expect, it } from 'vitest'
import { foldersOf, serviceWorker, versionOf } from '../../src/site/publish/offline.ts'

it('the worker is a classic script that holds its version', async () => {
  const code = await serviceWorker('0123456789abcdef', { guide: {} })
  expect(code).toContain('0123456789abcdef')
  expect(() => new Script(code)).not.toThrow()
})

it('equal builds have equal versions, and any file changes it', async () => {
  const build = (text: string) => {
    const dist = mkdtempSync(join(tmpdir(), 'offline-'))
    mkdirSync(join(dist, 'guide'))
    writeFileSync(join(dist, 'guide', 'index.html'), text)
    return dist
  }
  const version = await versionOf(build('one'))
  expect(version).toMatch(/^[0-9a-f]{16}$/)
  expect(await versionOf(build('one'))).toBe(version)
  expect(await versionOf(build('two'))).not.toBe(version)
})

it('the folders of a build are those that hold files, at any depth', async () => {
  const dist = mkdtempSync(join(tmpdir(), 'offline-'))
  for (const folder of ['guide/embed/fig-a', '_astro', 'empty']) mkdirSync(join(dist, folder), { recursive: true })
  for (const file of ['index.html', 'guide/embed/fig-a/index.html', '_astro/page.js'])
    writeFileSync(join(dist, file), '')
  expect(await foldersOf(dist)).toEqual({ guide: { embed: { 'fig-a': {} } }, _astro: {} })
})
