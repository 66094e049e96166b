/**
 * Writes a figure's state to the page's address: `?anatomy.angle=45#fig-anatomy`. Only what differs from
 * the author's own values is written, and other figures' entries are left alone.
 */
import { prefixOf } from './urlState.ts'

/** Texts by name; undefined for what the address does not say, since it is the author's own. */
export type StateTexts = Readonly<Record<string, string | undefined>>

/** Browsers refuse more than about 100 changes of the address in half a minute. */
const PAUSE = 300

/** The address with a figure's state in place of what it said about it before. */
export function withState(address: string, id: string, texts: StateTexts): string {
  const url = new URL(address)
  const prefix = `${prefixOf(id)}.`
  for (const name of [...url.searchParams.keys()]) if (name.startsWith(prefix)) url.searchParams.delete(name)
  for (const [name, text] of Object.entries(texts)) if (text !== undefined) url.searchParams.set(prefix + name, text)
  // Slashes, commas and @ need no escape in a query, and a unit is to be read.
  url.search = url.search.replace(/%2F/gi, '/').replace(/%2C/gi, ',').replace(/%40/gi, '@')
  url.hash = id
  return url.href
}

let timer: ReturnType<typeof setTimeout> | undefined
const waiting = new Map<string, (address: string) => string>()

/** Writes a figure's state to the address bar, after a pause in its changes. */
export function writeState(id: string, texts: StateTexts): void {
  waiting.set(id, (address) => withState(address, id, texts))
  clearTimeout(timer)
  timer = setTimeout(writeNow, PAUSE)
}

/**
 * Writes what still waits for a pause: for a reader of the address who cannot wait.
 * @returns the address with all states, also where the browser does not let a page change it (as Safari does not,
 *   more than a hundred times in half a minute)
 */
export function writeNow(): string {
  clearTimeout(timer)
  const address = [...waiting.values()].reduce((href, write) => write(href), location.href)
  if (address !== location.href) {
    try {
      history.replaceState(history.state, '', address)
    } catch {
      // The next change writes it, with what waits.
      return address
    }
  }
  waiting.clear()
  return address
}
