import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { deploy, FOLDERS, PAGES, sampleSite } from './sampleSite.ts'
import { type Fault, ORIGIN, SimulatedBrowser } from './simulatedBrowser.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const BASE = '/a/'
const builds = ['one', 'two', 'three', 'four'].map((version) => sampleSite(BASE, version))

/** What may happen in the life of a site and its reader. */
const happening = fc.oneof(
  fc.record({ act: fc.constant('visit' as const), page: fc.constantFrom(...PAGES) }),
  fc.record({ act: fc.constant('load' as const), page: fc.constantFrom(...PAGES), file: fc.nat(6) }),
  fc.record({ act: fc.constant('deploy' as const), build: fc.nat(3) }),
  fc.record({ act: fc.constantFrom('update', 'rest', 'offline', 'online', 'evict') }),
  fc.record({ act: fc.constant('lose' as const), page: fc.constantFrom(...PAGES), file: fc.nat(6) }),
)
/** Faults of storage, and how often, of a hundred calls. */
const faults = fc.record({
  kind: fc.constantFrom<Fault>('reject', 'throw', 'quota', 'hang', 'body'),
  share: fc.constantFrom(0, 0, 5, 30, 100),
  seed: fc.nat(1000),
})

it('in any life of site and reader no answer is worse than the network’s, nothing comes that was never there, and all is made good', async () => {
  const counts = { answers: 0, offline: 0, faults: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 3, maxLength: 25 }),
      faults,
      async (life, { kind, share, seed }) => {
        const browser = new SimulatedBrowser()
        browser.fault = (call) => {
          const failing = ((call + 1) * 7919 + seed * 104729) % 100 < share
          if (failing) counts.faults++
          return failing ? kind : undefined
        }
        let deployed = builds[0]!
        let running = builds[0]!
        deploy(browser, BASE, deployed)
        let worker = await browser.worker(BASE, running.version, FOLDERS)
        await worker.install()
        await worker.activate()
        for (const event of life) {
          if (event.act === 'offline') browser.online = false
          if (event.act === 'online') browser.online = true
          if (event.act === 'rest') worker = await browser.worker(BASE, running.version, FOLDERS)
          if (event.act === 'evict') browser.caches.clear()
          if (event.act === 'deploy') {
            deployed = builds[event.build]!
            deploy(browser, BASE, deployed)
          }
          if (event.act === 'update' && browser.online) {
            running = deployed
            worker = await browser.worker(BASE, running.version, FOLDERS)
            await worker.install()
            await worker.activate()
          }
          if (event.act === 'lose') browser.files.delete(ORIGIN + BASE + deployed.needs(event.page)[event.file % 6]!)
          if (event.act !== 'visit' && event.act !== 'load') continue
          const path = event.act === 'visit' ? event.page : deployed.needs(event.page)[event.file % 6]!
          const asked = event.act === 'visit' ? worker.visit(BASE + path) : worker.load(BASE + path)
          const found = await asked.catch(() => undefined)
          counts.answers++
          if (browser.online) {
            const served = browser.files.get(ORIGIN + BASE + path) as string | undefined
            // What a name makes lasting may be there still, as it was kept.
            if (served !== undefined) expect({ path, text: found?.text }).toEqual({ path, text: served })
            else if (found?.status !== 404) expect(found?.text).toBe(deployed.texts.get(path))
          } else if (found) {
            counts.offline++
            // What was served at this address at some time, and nothing else.
            expect(builds.map(({ texts }) => texts.get(path))).toContain(found.text)
          }
        }

        browser.fault = () => undefined
        browser.online = true
        deploy(browser, BASE, deployed)
        worker = await browser.worker(BASE, deployed.version, FOLDERS)
        await worker.install()
        await worker.activate()
        for (const page of PAGES) await worker.visit(BASE + page)
        browser.online = false
        for (const page of PAGES)
          for (const path of [page, ...deployed.needs(page)]) {
            const asked = path === page ? worker.visit(BASE + path) : worker.load(BASE + path)
            expect({ path, text: (await asked.catch(() => undefined))?.text }).toEqual({
              path,
              text: deployed.texts.get(path),
            })
          }
        expect([...browser.caches.keys()]).toEqual([`pages ${ORIGIN}${BASE} ${deployed.version}`])
      },
    ),
    // The same lives each time, so that the counts below hold; LIVES=1500 tries others, too.
    { numRuns: Number(process.env.LIVES ?? 150), seed: 1 },
  )
  expect(counts.answers).toBeGreaterThan(300)
  expect(counts.offline).toBeGreaterThan(10)
  expect(counts.faults).toBeGreaterThan(500)
}, 600_000)
