import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deploy, FOLDERS, sampleSite } from './sampleSite.ts'
import { ORIGIN, SimulatedBrowser } from './simulatedBrowser.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** Bases that begin alike. */
const BASES = ['/', '/course1/', '/course11/', '/course1/part/']

describe.each(BASES)('beside other sites, the site at %s', (base) => {
  const others = BASES.filter((each) => each !== base)

  it('answers for its own pages and files, and for nothing of a site below or above it', async () => {
    const browser = new SimulatedBrowser()
    for (const each of BASES) deploy(browser, each, sampleSite(each, `build-${BASES.indexOf(each)}`))
    const worker = await browser.worker(base, 'one', FOLDERS)
    for (const path of sampleSite(base, `build-${BASES.indexOf(base)}`).texts.keys())
      expect((await worker.load(base + path)).answered, path).toBe(true)
    for (const other of others) {
      const { texts } = sampleSite(other, `build-${BASES.indexOf(other)}`)
      for (const path of texts.keys()) {
        expect((await worker.load(other + path)).answered, other + path).toBe(false)
        expect((await worker.visit(other + path)).answered, other + path).toBe(false)
      }
      if (other !== '/') expect((await worker.visit(other.slice(0, -1))).answered, other).toBe(false)
      await worker.keep(other)
    }
    expect((await worker.visit(`${base}nothing/`)).answered).toBe(false)
    const kept = [...browser.caches.values()].flatMap((cache) => [...cache.keys()])
    expect(
      kept.filter((each) => others.some((other) => other.startsWith(base) && each.startsWith(ORIGIN + other))),
    ).toEqual([])
  })

  it('takes away no cache of theirs when it is deployed anew, and drops what it once kept of theirs', async () => {
    const browser = new SimulatedBrowser()
    for (const each of BASES) deploy(browser, each, sampleSite(each, 'one'))
    for (const each of BASES) {
      const worker = await browser.worker(each, 'one', FOLDERS)
      await worker.install()
      await worker.activate()
    }
    // As a worker did that answered for all below its scope.
    const below = BASES.find((each) => each !== base && each.startsWith(base))
    const swallowed = browser.caches.get(`pages ${ORIGIN}${base} one`)
    if (below) swallowed?.set(ORIGIN + below, { body: new ArrayBuffer(0), status: 200, headers: [] })
    for (const version of ['two', 'three']) {
      for (const each of BASES) deploy(browser, each, sampleSite(each, each === base ? version : 'one'))
      const worker = await browser.worker(base, version, FOLDERS)
      await worker.install()
      await worker.activate()
    }
    expect([...browser.caches.keys()].sort()).toEqual(
      [...others.map((each) => `pages ${ORIGIN}${each} one`), `pages ${ORIGIN}${base} three`].sort(),
    )
    browser.online = false
    for (const each of BASES) {
      const version = each === base ? 'three' : 'one'
      const worker = await browser.worker(each, version, FOLDERS)
      expect((await worker.visit(each)).text).toBe(sampleSite(each, version).texts.get(''))
      for (const path of sampleSite(each, version).needs(''))
        expect((await worker.load(each + path)).text).toBe(sampleSite(each, version).texts.get(path))
    }
  })
})
