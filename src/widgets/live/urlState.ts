/** Reads a figure's state from the page's address, `?anatomy.angle=45#fig-anatomy`, and follows links that carry one. */

/**
 * Calls `apply` with the address's query: now if it says anything of the figure, and whenever a link or a step back
 * changes it.
 * @returns what stops it
 */
export function followState(id: string, apply: (search: string) => void): () => void {
  if (saysOf(id)) apply(location.search)
  return followLinks(id, apply)
}

/** `fig-anatomy` → `anatomy`. */
export const prefixOf = (id: string): string => id.replace(/^fig-/, '')

/** Whether the page's address says anything of the figure. */
export const saysOf = (id: string): boolean => location.search.includes(`${prefixOf(id)}.`)

/** What an address says about a figure, as text, by name. */
export function readAll(id: string, search: string): Map<string, string> {
  const prefix = `${prefixOf(id)}.`
  const found = [...new URLSearchParams(search)].filter(([name]) => name.startsWith(prefix))
  return new Map(found.map(([name, value]) => [name.slice(prefix.length), value]))
}

/**
 * Lets links of this page that carry a figure's state change the figure in place of loading the page anew.
 * @returns what stops it
 */
function followLinks(id: string, apply: (search: string) => void): () => void {
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest?.('a[href]') as HTMLAnchorElement | null
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey) return
    const { origin, pathname, search, hash, href } = link
    if (origin + pathname !== location.origin + location.pathname || hash !== `#${id}` || !search) return
    event.preventDefault()
    try {
      history.pushState(null, '', href)
    } catch {
      // The figure follows the link though the address cannot.
    }
    document.getElementById(id)?.scrollIntoView({ block: 'nearest' })
    apply(search)
  }
  const back = () => apply(location.search)
  document.addEventListener('click', follow)
  window.addEventListener('popstate', back)
  return () => {
    document.removeEventListener('click', follow)
    window.removeEventListener('popstate', back)
  }
}
