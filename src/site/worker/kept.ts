/**
 * What the worker keeps: a cache for each build of this site. Its name holds the site's whole address, so that
 * sites of one origin never meet. A page of an earlier build stays until it is kept as it is now.
 */
import { contentOf, responseOf, type Content } from './content.ts'
import { addressOf, isOurs, scope, worker } from './scope.ts'

declare const VERSION: string

const prefix = `pages ${scope} `
export const current = prefix + VERSION

/** Marks a page, by a query that no page has, of which something could not be kept and is to be tried again. */
const WANTING = '?wanting'

export interface Kept extends Content {
  /** The cache that has it. */
  cache: string
}

/** The caches of other builds, the newest first. */
const others = async (): Promise<string[]> =>
  (await caches.keys()).filter((each) => each.startsWith(prefix) && each !== current).reverse()

/** What is kept of an address, of this build before others; undefined where nothing is, or it cannot be read. */
export async function recall(address: string): Promise<Kept | undefined> {
  for (const name of [current, ...(await others().catch(() => []))]) {
    try {
      const kept = await (await caches.open(name)).match(address)
      if (kept) return { ...(await contentOf(kept, address)), cache: name }
    } catch {
      // Taken away while it was read, or spoilt: another cache may have it still.
    }
  }
  return undefined
}

/** @throws where there is no room for it, or the browser does not let it be kept */
export async function store(address: string, content: Content): Promise<void> {
  await (await caches.open(current)).put(address, responseOf(content))
}

/** Puts a page in its place, once its files are in theirs, and notes whether something is wanting. */
export async function storePage(address: string, page: Content, files: Iterable<string>, lost: boolean) {
  if (lost) await markWanting(address).catch(() => {})
  await store(address, page)
  const kept = new Set(await addressesIn(current))
  // Storage may have been cleared meanwhile.
  if ([...files].some((file) => !kept.has(file))) await markWanting(address)
  else if (!lost && kept.has(address + WANTING)) await (await caches.open(current)).delete(address + WANTING)
}

export async function markWanting(address: string): Promise<void> {
  await (await caches.open(current)).put(address + WANTING, new Response(''))
}

const addressesIn = async (name: string): Promise<string[]> =>
  (await (await caches.open(name)).keys()).map(({ url }) => url)

/** The pages that are not kept as they are now with all they need, but could be. */
export async function pagesToMend(): Promise<string[]> {
  const own = await addressesIn(current)
  const found = own.filter((each) => each.endsWith(WANTING)).map(addressOf)
  const whole = new Set(own)
  for (const each of found) whole.delete(each)
  for (const name of await others())
    found.push(...pagesAmong(await addressesIn(name)).filter((each) => !whole.has(each)))
  return [...new Set(found)]
}

/** The pages among addresses that this build still has. */
const pagesAmong = (addresses: string[]) => addresses.filter((each) => each.endsWith('/') && isOurs(each))

/**
 * Removes the caches of earlier builds whose pages are all kept as they are now. A build that is being installed
 * has a cache of its own, which is none of them.
 */
export async function tidy(): Promise<void> {
  const earlier = await others()
  if (worker.registration.installing || worker.registration.waiting) return
  const own = new Set(await addressesIn(current))
  for (const name of earlier) {
    const pages = pagesAmong(await addressesIn(name))
    if (pages.every((each) => own.has(each))) await caches.delete(name)
  }
}
