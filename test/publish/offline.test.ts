import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { expect, it } from 'vitest'
import { serviceWorker, versionOf } from '../../src/site/publish/offline.ts'

it('the worker is a classic script that holds its version', async () => {
  const code = await serviceWorker('0123456789abcdef')
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

/** A site of two pages in memory, its files as they are now, and the worker that runs on it. */
function site() {
  const files = new Map<string, string>()
  const stores = new Map<string, Map<string, Response>>()
  const scope = 'https://x.example/a/'
  const listeners: Record<string, (event: unknown) => void> = {}
  let online = true
  const fetch = async (request: string | { url: string }) => {
    const url = typeof request === 'string' ? request : request.url
    if (!online) throw new TypeError('Failed to fetch')
    const text = files.get(url)
    return new Response(text ?? '', { status: text === undefined ? 404 : 200 })
  }
  const caches = {
    open: async (name: string) => {
      const store = stores.get(name) ?? new Map<string, Response>()
      stores.set(name, store)
      return {
        match: async (url: string) => store.get(url)?.clone(),
        put: async (url: string, response: Response) => void store.set(url, response),
        keys: async () => [...store.keys()].map((url) => ({ url })),
      }
    },
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
  }
  const self = {
    registration: { scope },
    clients: { claim: async () => {} },
    addEventListener: (type: string, listen: (event: unknown) => void) => (listeners[type] = listen),
  }
  const emit = async (type: string, event: object = {}) => {
    const work: Promise<unknown>[] = []
    let answer: Promise<Response> | undefined
    const respondWith = (response: Promise<Response>) => (answer = response)
    listeners[type]({ ...event, respondWith, waitUntil: (p: Promise<unknown>) => work.push(p) })
    const response = await answer
    await Promise.all(work)
    return response
  }
  return {
    scope,
    files,
    stores,
    disconnect: () => (online = false),
    start: async (version: string) => {
      const run = new Function('self', 'caches', 'fetch', await serviceWorker(version))
      run(self, caches, fetch)
      await emit('install')
    },
    activate: () => emit('activate'),
    visit: (path: string) => emit('fetch', { request: { method: 'GET', mode: 'navigate', url: scope + path } }),
    load: (path: string) => emit('fetch', { request: { method: 'GET', mode: 'cors', url: scope + path } }),
  }
}
const text = async (response: Response | undefined) => response?.text()

it('a new build takes the place of the old with its own pages and scripts, never a mixture', async () => {
  const { files, scope, stores, start, activate, visit, load, disconnect } = site()
  files.set(scope, 'index')
  files.set(`${scope}guide/`, 'old <script src="/a/_astro/x.old.js"></script>')
  files.set(`${scope}_astro/x.old.js`, 'import"./y.old.js"')
  files.set(`${scope}_astro/y.old.js`, 'old')
  await start('1')
  await activate()
  await visit('guide/')
  files.set(`${scope}guide/`, 'new <script src="/a/_astro/x.new.js"></script>')
  files.set(`${scope}_astro/x.new.js`, 'new')
  files.delete(`${scope}_astro/x.old.js`)
  expect(await text(await visit('guide/'))).toContain('new')
  await start('2')
  await activate()
  expect([...stores.keys()]).toEqual([`pages ${scope} 2`])
  disconnect()
  expect(await text(await visit('guide/?present#fig-a'))).toContain('x.new.js')
  expect(await text(await load('_astro/x.new.js'))).toBe('new')
})

it('a page whose files cannot be had is not kept, and the one kept before stays', async () => {
  const { files, scope, start, visit, disconnect } = site()
  files.set(scope, 'index')
  files.set(`${scope}guide/`, 'whole')
  await start('1')
  await visit('guide/')
  files.set(`${scope}guide/`, 'broken <link rel="stylesheet" href="/a/_astro/gone.css">')
  await expect(visit('guide/')).rejects.toThrow('404')
  disconnect()
  expect(await text(await visit('guide/'))).toBe('whole')
})
