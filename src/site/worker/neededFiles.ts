/** Finds in a text the files that it cannot do without. */
import { scope } from './scope.ts'

const needed = /\.(js|css|woff2|webp|png|jpg|svg)$|\/models\/[\w./-]+\.json$/

/**
 * The addresses of this site's files that a page, a style sheet or a script needs.
 * @param from address of the text
 * @param kinds the kinds of the page's figures
 */
export function neededFiles(text: string, from: string, kinds: ReadonlySet<string>): string[] {
  const named = from.endsWith('.js')
    ? /(?:from|import)\s*["'](\.[^"']+)["']/g
    : /(?:src|href|data-network|data-vocabulary)="([^"]+)"|url\(["']?([^"')]+)["']?\)/g
  return [...[...text.matchAll(named)].map(([, attribute, url]) => attribute ?? url), ...widgetsIn(text, kinds)]
    .filter((address) => URL.canParse(address.replaceAll('&amp;', '&'), from))
    .map((address) => new URL(address.replaceAll('&amp;', '&'), from))
    .filter(({ href, pathname }) => href.startsWith(scope) && needed.test(pathname))
    .map(({ origin, pathname }) => origin + pathname)
}

/** The scripts of a page's figures among all that src/figures/wake/wake.ts can load. */
const widgetsIn = (script: string, kinds: ReadonlySet<string>): string[] =>
  [...script.matchAll(/\.\.\/(\w+)\/Widget\.svelte["'`]\s*:[^]*?import\(["'`](\.[^"'`]+)/g)]
    .filter(([, kind]) => kinds.has(kind ?? ''))
    .map(([, , address]) => address ?? '')
