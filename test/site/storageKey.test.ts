import { globSync, readFileSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { storageKey } from '../../src/storageKey.ts'

afterEach(() => vi.unstubAllEnvs())

const keyAt = (base: string, ...given: Parameters<typeof storageKey>) => {
  vi.stubEnv('BASE_URL', base)
  return storageKey(...given)
}

it('a name in storage holds the site’s base, with its last slash', () => {
  expect(keyAt('/', 'theme')).toBe('theme:/')
  expect(keyAt('/course1', 'theme')).toBe('theme:/course1/')
  expect(keyAt('/course1/', 'theme')).toBe('theme:/course1/')
  expect(keyAt('/course1', 'exercises', 'circles')).toBe('exercises:/course1/circles')
})

it('no two sites of one origin, and no two articles, have a name in common', () => {
  const bases = ['/', '/course1', '/course11', '/course1/part', '/course1/1', '/c']
  const articles = ['', 'course1', 'course11', '1', '11', 'part', 'ourse1']
  const keys = bases.flatMap((base) =>
    ['theme', 'exercises'].flatMap((what) => articles.map((of) => keyAt(base, what, of))),
  )
  expect(new Set(keys).size).toBe(keys.length)
})

/** What a browser keeps for a whole origin. */
const SHARED = /localStorage|sessionStorage|indexedDB|document\.cookie|BroadcastChannel|SharedWorker|navigator\.locks/
const STORED =
  /\b(?:local|session)Storage\s*\.\s*(?:getItem|setItem|removeItem)\(\s*(?!storageKey\(|key\b|\$\{JSON\.stringify\(storageKey\()/

it('whatever of the site uses the storage of its origin takes its names from storageKey', () => {
  const found = globSync('{src,content}/**/*.{ts,svelte,astro,mdx}').filter((file) => {
    const code = readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
    return SHARED.test(code)
  })
  expect(found.length).toBeGreaterThan(2)
  for (const file of found) {
    const code = readFileSync(file, 'utf8')
    expect(code, file).toContain('storageKey')
    expect(STORED.exec(code)?.[0], file).toBeUndefined()
    expect(/indexedDB|document\.cookie|BroadcastChannel|SharedWorker|navigator\.locks/.test(code), file).toBe(false)
  }
})
