/**
 * The site's service worker, a script of its own: src/site/publish/offline.ts strips its types and fills in
 * the version. A page comes from the network where there is one, and is kept together with every file it
 * needs: files first, the page last, so that what is kept is whole. Built files carry a hash of their
 * content in their name, so a kept page always meets the scripts it was built with.
 */
interface Scope {
  registration: { scope: string }
  clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listen: (event: Lasting) => void): void
  addEventListener(type: 'message', listen: (event: Lasting & { data: unknown }) => void): void
  addEventListener(type: 'fetch', listen: (event: Fetching) => void): void
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Lasting {
  request: Request
  respondWith(response: Promise<Response>): void
}

const worker = self as unknown as Scope
const scope = worker.registration.scope
const prefix = `pages ${scope} `
const current = prefix + '%VERSION%'

/** Files whose name changes with their content. */
const lasting = /\/_astro\/|\/artifacts\/[0-9a-f]+-[0-9a-f]+\./
/** Files fetched together: the reader may be in the middle of a figure. */
const AT_ONCE = 4
const needed = /\.(js|css|woff2|webp|png|jpg|svg)$|\/models\/[\w/-]+\.json$/

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('message', (event) => {
  const { keep: address } = event.data as { keep?: string }
  if (address?.startsWith(scope)) event.waitUntil(keep(address))
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return
  if (request.mode === 'navigate') event.respondWith(page(event))
  else event.respondWith(file(request))
})

/** The pages that earlier versions kept are kept again, of this build, before it takes their place. */
async function install() {
  const pages = new Set([scope])
  for (const earlier of await earlierCaches()) {
    for (const { url } of await (await caches.open(earlier)).keys()) {
      if (url.endsWith('/')) pages.add(url)
    }
  }
  for (const address of pages) await keep(address)
}

async function activate() {
  for (const earlier of await earlierCaches()) await caches.delete(earlier)
  await worker.clients.claim()
}

const earlierCaches = async () => (await caches.keys()).filter((each) => each.startsWith(prefix) && each !== current)

/** From the network, asking whether it has changed; where there is none, as it was kept. */
async function page(event: Fetching): Promise<Response> {
  const address = event.request.url.replace(/[?#].*/, '')
  try {
    const response = await fetch(event.request, { cache: 'no-cache' })
    if (response.ok) event.waitUntil(keep(address, response.clone()))
    return response
  } catch (error) {
    const kept = await (await caches.open(current)).match(address)
    if (kept) return kept
    throw error
  }
}

async function file(request: Request): Promise<Response> {
  const cache = await caches.open(current)
  const immutable = lasting.test(request.url)
  const kept = immutable && (await cache.match(request.url))
  if (kept) return kept
  try {
    const response = await fetch(request)
    if (response.status === 200) await cache.put(request.url, response.clone())
    return response
  } catch (error) {
    const earlier = await cache.match(request.url)
    if (earlier) return earlier
    throw error
  }
}

/** Keeps a page and what it needs, or nothing: a file that fails leaves the page as it was kept before. */
async function keep(address: string, found?: Response): Promise<void> {
  const cache = await caches.open(current)
  const url = address.replace(/[?#].*/, '')
  const response = found ?? (await fetch(url, { cache: 'no-cache' }))
  if (!response.ok) return
  const copy = response.clone()
  const seen = new Set<string>()
  const page = await response.text()
  const kinds = new Set([...page.matchAll(/data-figure-kind="(\w+)"/g)].map(([, kind]) => kind ?? ''))
  await keepFiles(cache, page, url, { seen, kinds })
  await cache.put(url, copy)
}

/** Addresses that are kept already, and the figure kinds of the page. */
interface Keeping {
  seen: Set<string>
  kinds: ReadonlySet<string>
}

async function keepFiles(cache: Cache, text: string, from: string, keeping: Keeping): Promise<void> {
  const { seen, kinds } = keeping
  const addresses = filesIn(text, from, kinds).filter((each) => !seen.has(each))
  for (const each of addresses) seen.add(each)
  const keepFile = async (address: string) => {
    const kept = lasting.test(address) ? await cache.match(address) : undefined
    const response = kept ?? (await fetch(address, { priority: 'low' }))
    if (!response.ok) throw new Error(`${response.status} ${address}`)
    const text = /\.(js|css)$/.test(address) ? await response.clone().text() : ''
    if (!kept) await cache.put(address, response)
    if (text) await keepFiles(cache, text, address, keeping)
  }
  for (let start = 0; start < addresses.length; start += AT_ONCE)
    await Promise.all(addresses.slice(start, start + AT_ONCE).map(keepFile))
}

/** The files of this site that a page, a style sheet or a script cannot do without. */
function filesIn(text: string, from: string, kinds: ReadonlySet<string>): string[] {
  const named = from.endsWith('.js')
    ? /(?:from|import)\s*["'](\.[^"']+)["']/g
    : /(?:src|href|data-network|data-vocabulary)="([^"]+)"|url\(["']?([^"')]+)["']?\)/g
  return [...[...text.matchAll(named)].map(([, attribute, url]) => attribute ?? url), ...widgetsIn(text, kinds)]
    .map((address) => new URL(address.replaceAll('&amp;', '&'), from))
    .filter(({ href, pathname }) => href.startsWith(scope) && needed.test(pathname))
    .map(({ origin, pathname }) => origin + pathname)
}

/** The scripts of a page's figures among all that src/figures/wake/wake.ts can load. */
const widgetsIn = (script: string, kinds: ReadonlySet<string>): string[] =>
  [...script.matchAll(/\.\.\/(\w+)\/Widget\.svelte["'`]\s*:[^]*?import\(["'`](\.[^"'`]+)/g)]
    .filter(([, kind]) => kinds.has(kind ?? ''))
    .map(([, , address]) => address ?? '')
