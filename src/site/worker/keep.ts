/** Keeps a page together with every file it needs: files first, the page last, so that what is kept is whole. */
import { contentOf, isKeepable, isLasting, textOf, type Content } from './content.ts'
import { current, markWanting, pagesToMend, recall, store, storePage, tidy } from './kept.ts'
import { neededFiles } from './neededFiles.ts'
import { addressOf, isOurs } from './scope.ts'

/** Files fetched together: the reader may be in the middle of a figure. */
const AT_ONCE = 4

/** The site does not have it, so the page is without it online, too. */
const GONE = [404, 410]

interface Keeping {
  /** Addresses that are kept already, or being kept. */
  seen: Set<string>
  /** The kinds of the page's figures. */
  kinds: ReadonlySet<string>
  /** Some file is not kept: the page is tried again later. */
  lost: boolean
  /** A style sheet or a script that the network has did not arrive: an earlier page is better than this. */
  torn: boolean
  /** The storage takes no more: what follows would be fetched for nothing. */
  full: boolean
}

/**
 * Keeps a page as it is now. A file that fails costs itself alone, and is tried again later.
 * @param found the page, where it has been fetched
 * @throws where the page did not arrive or storage fails; what was kept before stays
 */
export async function keep(url: string, found?: Response): Promise<void> {
  const address = addressOf(url)
  const response = found ?? (await fetch(address, { cache: 'no-cache' }))
  if (!isKeepable(response, true)) return
  const page = await contentOf(response, address)
  const text = textOf(page)
  const kinds = new Set([...text.matchAll(/data-figure-kind="(\w+)"/g)].map(([, kind]) => kind ?? ''))
  const keeping: Keeping = { seen: new Set(), kinds, lost: false, torn: false, full: false }
  await keepFiles(text, address, keeping)
  if (keeping.torn && (await recall(address))) await markWanting(address)
  else await storePage(address, page, keeping.seen, keeping.lost)
}

async function keepFiles(text: string, from: string, keeping: Keeping): Promise<void> {
  const { seen, kinds } = keeping
  const addresses = neededFiles(text, from, kinds).filter((each) => isOurs(each) && !seen.has(each))
  for (const each of addresses) seen.add(each)
  for (let start = 0; start < addresses.length; start += AT_ONCE)
    await Promise.all(addresses.slice(start, start + AT_ONCE).map((each) => keepFile(each, keeping)))
}

/** Keeps a file and what it needs, or notes that it is not kept. */
async function keepFile(address: string, keeping: Keeping): Promise<void> {
  if (keeping.full) return void (keeping.lost = true)
  const holds = /\.(js|css)$/.test(address)
  try {
    const kept = isLasting(address) ? await recall(address) : undefined
    const content = kept ?? (await fetchFile(address))
    if (!content) return void (keeping.lost = true)
    if (kept?.cache !== current) await store(address, content)
    if (holds) await keepFiles(textOf(content), address, keeping)
  } catch (error) {
    keeping.lost = true
    keeping.full ||= error instanceof Error && error.name === 'QuotaExceededError'
    keeping.torn ||= holds || keeping.full
  }
}

/** Undefined where the site does not have it; @throws where it did not arrive */
async function fetchFile(address: string): Promise<Content | undefined> {
  const response = await fetch(address, { priority: 'low' })
  if (GONE.includes(response.status)) return undefined
  if (!isKeepable(response, false)) throw new Error(`${response.status} ${address}`)
  return contentOf(response, address)
}

let mending: Promise<void> | undefined

/** Tries again what could not be kept, and the pages of earlier builds; once for each time the worker starts. */
export function mend(): Promise<void> {
  mending ??= mendAll()
  return mending
}

export async function mendAll(): Promise<void> {
  for (const page of await pagesToMend()) await keep(page).catch(() => {})
  await tidy()
}
