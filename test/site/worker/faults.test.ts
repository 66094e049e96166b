import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { deploy, FOLDERS, PAGES, sampleSite } from './sampleSite.ts'
import { brokenOff, type Fault, ORIGIN, SimulatedBrowser } from './simulatedBrowser.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const BASE = '/a/'
const [one, two] = ['one', 'two'].map((version) => sampleSite(BASE, version)) as [
  ReturnType<typeof sampleSite>,
  ReturnType<typeof sampleSite>,
]

type Worker = Awaited<ReturnType<SimulatedBrowser['worker']>>

/** A reader opens pages with all their files, online: whatever fails, the answers are those of the network. */
async function read(browser: SimulatedBrowser, worker: Worker, pages: string[], build: typeof one): Promise<void> {
  for (const page of pages) {
    for (const path of [page, ...build.needs(page)]) {
      const asked = path === page ? worker.visit(BASE + path) : worker.load(BASE + path)
      const { status, text } = await asked
      expect({ path, status, text }).toEqual({ path, status: 200, text: build.texts.get(path) })
    }
  }
  expect(browser.online).toBe(true)
}

/** Of these pages, all that is not there without a network as it is in the build. */
async function lacking(browser: SimulatedBrowser, worker: Worker, pages: string[], build: typeof one) {
  browser.online = false
  const lost: string[] = []
  for (const page of pages) {
    for (const path of [page, ...build.needs(page)]) {
      const asked = path === page ? worker.visit(BASE + path) : worker.load(BASE + path)
      const { text } = await asked.catch(() => ({ text: undefined }))
      if (text !== build.texts.get(path)) lost.push(path)
    }
  }
  browser.online = true
  return lost
}

/** Two builds, a reader of both, and workers that rest and start again in between. */
async function life(browser: SimulatedBrowser): Promise<void> {
  deploy(browser, BASE, one)
  let worker = await browser.worker(BASE, 'one', FOLDERS)
  await worker.install()
  await worker.activate()
  await worker.keep(BASE)
  await read(browser, worker, ['guide/'], one)
  deploy(browser, BASE, two)
  worker = await browser.worker(BASE, 'two', FOLDERS)
  await worker.install()
  await worker.activate()
  await read(browser, worker, ['guide/', 'notes/'], two)
  worker = await browser.worker(BASE, 'two', FOLDERS)
  await read(browser, worker, ['guide/'], two)
}

/** The worker starts again with everything in order, and the reader opens one page that they know. */
async function recovered(browser: SimulatedBrowser): Promise<Worker> {
  browser.fault = () => undefined
  const worker = await browser.worker(BASE, 'two', FOLDERS)
  await read(browser, worker, ['notes/'], two)
  return worker
}

it('without a fault keeps every page that was read, with all it needs, of the last build alone', async () => {
  const browser = new SimulatedBrowser()
  await life(browser)
  const worker = await recovered(browser)
  expect(await lacking(browser, worker, PAGES, two)).toEqual([])
  expect([...browser.caches.keys()]).toEqual([`pages ${ORIGIN}${BASE} two`])
})

const FAULTS: Fault[] = ['reject', 'throw', 'quota', 'hang', 'body']

it.each(FAULTS)(
  'every call of the Cache API that does %s, one at a time, costs no answer, and is made good',
  async (fault) => {
    const whole = new SimulatedBrowser()
    await life(whole)
    const calls = whole.calls.length
    expect(calls).toBeGreaterThan(150)
    for (let failing = 0; failing < calls; failing++) {
      const browser = new SimulatedBrowser()
      browser.fault = (call) => (call === failing ? fault : undefined)
      await life(browser)
      const worker = await recovered(browser)
      const name = `${fault} at call ${failing}, ${browser.calls[failing]}`
      expect({ name, lost: await lacking(browser, worker, PAGES, two) }).toEqual({ name, lost: [] })
    }
  },
  600_000,
)

it.each(FAULTS)(
  'storage that from some call on does nothing but %s costs no answer, and is made good',
  async (fault) => {
    for (let first = 0; first < 200; first += fault === 'hang' ? 20 : 3) {
      const browser = new SimulatedBrowser()
      browser.fault = (call) => (call >= first ? fault : undefined)
      await life(browser)
      const worker = await recovered(browser)
      const pages = ['guide/', 'notes/']
      // What was read while nothing could be kept is kept when it is read again.
      await read(browser, worker, pages, two)
      expect({ first, lost: await lacking(browser, worker, pages, two) }).toEqual({ first, lost: [] })
    }
  },
  600_000,
)

it.each(['open', 'put', 'match', 'delete', 'cache.keys', 'caches.keys'])(
  'a browser whose caches never do %s reads on with a network',
  async (method) => {
    for (const fault of FAULTS) {
      const browser = new SimulatedBrowser()
      browser.fault = (_, name) => (name.startsWith(method) ? fault : undefined)
      await life(browser)
    }
  },
  600_000,
)

it('storage that is cleared at any moment costs no answer, and pages read again are whole', async () => {
  for (let moment = 0; moment < 200; moment += 3) {
    const browser = new SimulatedBrowser()
    browser.fault = (call) => {
      if (call === moment) {
        for (const cache of browser.caches.values()) cache.clear()
        browser.caches.clear()
      }
      return undefined
    }
    await life(browser)
    const worker = await recovered(browser)
    const pages = ['guide/', 'notes/']
    await read(browser, worker, pages, two)
    expect({ moment, lost: await lacking(browser, worker, pages, two) }).toEqual({ moment, lost: [] })
  }
}, 600_000)

it('what is kept is spoilt on the disk: bytes that are not what a name says are fetched anew', async () => {
  const browser = new SimulatedBrowser()
  await life(browser)
  for (const cache of browser.caches.values())
    for (const [url, stored] of cache)
      if (/artifacts|models/.test(url)) stored.body = new TextEncoder().encode('spoilt').buffer
  const worker = await browser.worker(BASE, 'two', FOLDERS)
  await read(browser, worker, ['guide/', 'notes/'], two)
  expect(await lacking(browser, worker, ['guide/', 'notes/'], two)).toEqual([])
})

interface Answer {
  /** @param text of the file */
  of: (text: string) => Response
  /** The site says that it does not have it: then a page without it is as good as online. */
  gone?: boolean
}

const html = { headers: { 'content-type': 'text/html' } }
const disguised = (response: Response, as: Partial<Record<keyof Response, unknown>>) =>
  Object.defineProperties(response, Object.fromEntries(Object.entries(as).map(([name, value]) => [name, { value }])))

/** Answers that are not the file, or not to be kept. */
const ANSWERS: Record<string, Answer> = {
  'not found': { of: () => new Response('not found', { status: 404 }), gone: true },
  'gone for ever': { of: () => new Response('gone', { status: 410 }), gone: true },
  'a failure of the server': { of: () => new Response('failed', { status: 503 }) },
  'a body that breaks off': { of: (text) => brokenOff(new Response(text)) },
  'a part of it': { of: (text) => new Response(text.slice(0, 3), { status: 206 }) },
  'an opaque answer': { of: () => disguised(new Response(null), { status: 0, ok: false, type: 'opaque' }) },
  'a redirect that the browser follows itself': {
    of: () => disguised(new Response(null), { status: 0, ok: false, type: 'opaqueredirect' }),
  },
  'a page to sign in on, by a redirect': { of: () => disguised(new Response('sign in', html), { redirected: true }) },
  'no connection': {
    of: () => {
      throw new TypeError('Failed to fetch')
    },
  },
}

/** Answers that are not a file, but could be a page. */
const IN_PLACE: Record<string, Answer> = {
  'a page in its place': { of: () => new Response('<h1>Not here</h1>', html) },
}

/** Whether a file of a build is found by way of another. */
const leadsTo = (path: string, file: string) =>
  (/page\.\w+\.js/.test(path) && /chunk/.test(file)) || (/css/.test(path) && /font/.test(file))

it.each(Object.entries({ ...ANSWERS, ...IN_PLACE }))(
  'every file that is answered by %s, one at a time, costs itself alone, and is made good',
  async (name, { of, gone }) => {
    for (const path of [...two.texts.keys()].filter((each) => !(name in IN_PLACE && PAGES.includes(each)))) {
      const browser = new SimulatedBrowser()
      deploy(browser, BASE, one)
      let worker = await browser.worker(BASE, 'one', FOLDERS)
      await worker.install()
      await worker.activate()
      await read(browser, worker, PAGES, one)
      deploy(browser, BASE, two)
      browser.files.set(ORIGIN + BASE + path, async () => of(two.texts.get(path)!))
      worker = await browser.worker(BASE, 'two', FOLDERS)
      expect(await worker.install()).toBe(true)
      expect(await worker.activate()).toBe(true)

      const offline = await lacking(browser, worker, PAGES, two)
      const plain = /webp|woff2|json/.test(path)
      if (plain || gone) {
        const expected = PAGES.includes(path) ? [path] : offline.filter((each) => each === path || leadsTo(path, each))
        expect(offline.filter((each) => !expected.includes(each) && !PAGES.includes(path))).toEqual([])
        expect(offline).toContain(path)
      } else {
        // Each page is that of one build, with its scripts and style sheets.
        browser.online = false
        for (const page of PAGES) {
          const { text } = await worker.visit(BASE + page)
          const build = [one, two].find(({ texts }) => texts.get(page) === text)
          expect(build, `${page} without ${path}`).toBeDefined()
          for (const need of build!.needs(page).filter((each) => /\.(js|css)$/.test(each)))
            expect((await worker.load(BASE + need)).text).toBe(build!.texts.get(need))
        }
        browser.online = true
      }

      browser.files.set(ORIGIN + BASE + path, two.texts.get(path)!)
      worker = await browser.worker(BASE, 'two', FOLDERS)
      await read(browser, worker, ['notes/'], two)
      expect({ path, lost: await lacking(browser, worker, PAGES, two) }).toEqual({ path, lost: [] })
      expect([...browser.caches.keys()]).toEqual([`pages ${ORIGIN}${BASE} two`])
    }
  },
  600_000,
)

it.each(Object.entries({ ...ANSWERS, ...IN_PLACE }))('a reader gets %s as the network gives it', async (_, { of }) => {
  for (const [path, text] of two.texts) {
    const browser = new SimulatedBrowser()
    browser.files.set(ORIGIN + BASE + path, async () => of(text))
    const worker = await browser.worker(BASE, 'two', FOLDERS)
    const seen = (asked: Promise<{ status?: number; text?: string }>) =>
      asked.then(
        ({ status, text: read }) => ({ status, text: read }),
        (error: Error) => error.message,
      )
    const direct = browser
      .fetch(ORIGIN + BASE + path)
      .then(async (each) => ({ status: each.status, text: await each.text() }))
    const expected = await seen(direct)
    const passed = PAGES.includes(path) ? worker.visit(BASE + path) : worker.load(BASE + path)
    expect(await seen(passed)).toEqual(expected)
    expect([...browser.caches.values()].flatMap((cache) => [...cache.keys()])).toEqual(
      _ in IN_PLACE && PAGES.includes(path) ? [ORIGIN + BASE + path] : [],
    )
  }
})

it('what the browser does better itself is left to it: parts of films, other methods, its own cache', async () => {
  const browser = new SimulatedBrowser()
  deploy(browser, BASE, one)
  const worker = await browser.worker(BASE, 'one', FOLDERS)
  const asked = [{ headers: new Headers({ range: 'bytes=0-' }) }, { method: 'POST' }, { cache: 'only-if-cached' }]
  for (const more of asked) expect((await worker.load(`${BASE}pictures/plain-.webp`, more)).answered).toBe(false)
})

it('a file asked for anew is fetched though it is kept, and takes the place of what was kept', async () => {
  const browser = new SimulatedBrowser()
  deploy(browser, BASE, one)
  const worker = await browser.worker(BASE, 'one', FOLDERS)
  const path = `${BASE}_astro/chunk.one.js`
  browser.files.set(ORIGIN + path, 'an older deployment of the same name')
  await worker.load(path)
  browser.files.set(ORIGIN + path, 'as it should be')
  expect((await worker.load(path)).text).toBe('an older deployment of the same name')
  expect((await worker.load(path, { cache: 'reload' })).text).toBe('as it should be')
  browser.online = false
  expect((await worker.load(path)).text).toBe('as it should be')
})

it('an install that is broken off at any moment is taken up again, and costs no answer', async () => {
  for (let moment = 0; moment < 60; moment += 1) {
    const browser = new SimulatedBrowser()
    deploy(browser, BASE, one)
    let worker = await browser.worker(BASE, 'one', FOLDERS)
    await worker.install()
    await worker.activate()
    await read(browser, worker, ['guide/'], one)
    deploy(browser, BASE, two)
    // From this moment on nothing that the new worker does comes to anything.
    const before = browser.calls.length
    browser.fault = (call) => (call - before >= moment ? 'hang' : undefined)
    await (await browser.worker(BASE, 'two', FOLDERS)).install()
    browser.fault = () => undefined
    // The earlier worker goes on, from its own cache where there is no network.
    worker = await browser.worker(BASE, 'one', FOLDERS)
    browser.online = false
    const { text } = await worker.visit(`${BASE}guide/`)
    expect(text).toBe(one.texts.get('guide/'))
    browser.online = true
    worker = await browser.worker(BASE, 'two', FOLDERS)
    await worker.install()
    await worker.activate()
    expect(await lacking(browser, worker, ['', 'guide/'], two)).toEqual([])
    expect([...browser.caches.keys()]).toEqual([`pages ${ORIGIN}${BASE} two`])
  }
}, 600_000)

it('storage that does not answer is waited for once, and for one second', async () => {
  const browser = new SimulatedBrowser()
  deploy(browser, BASE, one)
  browser.fault = () => 'hang'
  const worker = await browser.worker(BASE, 'one', FOLDERS)
  let waited = 0
  const setTimeout = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((end: () => void, ms: number) => {
    waited += ms
    end()
  }) as typeof globalThis.setTimeout)
  for (const path of one.needs('guide/')) expect((await worker.load(BASE + path)).text).toBe(one.texts.get(path))
  setTimeout.mockRestore()
  expect(waited).toBe(1000)
})

it('a worker takes over within seconds though storage does not answer: pages wait for it', async () => {
  const browser = new SimulatedBrowser()
  browser.fault = () => 'hang'
  const worker = await browser.worker(BASE, 'one', FOLDERS)
  let over = false
  void worker.activate().then((done) => (over = done))
  for (let i = 0; i < 40 && !over; i++) await vi.advanceTimersByTimeAsync(50)
  expect(over).toBe(true)
})
