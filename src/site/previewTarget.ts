/** What a link points to, on this page or on another of the site. */

const pages = new Map<string, Promise<Document>>()

/** The element that a link points to; a promise of it where it stands on another page, which is then fetched once. */
export function targetOf(link: HTMLAnchorElement): HTMLElement | null | Promise<HTMLElement | null> {
  const id = decodeURIComponent(link.hash.slice(1))
  if (link.pathname === location.pathname) return document.getElementById(id)
  if (link.dataset.embed) return null
  const address = link.origin + link.pathname
  const page = pages.get(address) ?? fetchPage(address)
  pages.set(address, page)
  // Tried again at the next hover.
  page.catch(() => pages.delete(address))
  return page.then((found) => found.getElementById(id))
}

async function fetchPage(address: string): Promise<Document> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status}: ${address}`)
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

/** Width in pixels at which a figure of another page is laid out, and that at which it is shown. */
const [LAID_OUT, SHOWN] = [760, 384]

/** A figure of another page, from the page that shows it alone, small and still; `resized` is called once it is there. */
export function embedded(link: HTMLAnchorElement, resized: () => void): HTMLElement {
  const frame = document.createElement('iframe')
  const zoom = Math.min(SHOWN, innerWidth - 56) / LAID_OUT
  frame.src = link.dataset.embed!
  frame.title = link.textContent
  frame.inert = true
  frame.className = 'preview-frame'
  frame.width = String(LAID_OUT)
  frame.style.zoom = String(zoom)
  frame.addEventListener('load', () => {
    const { body } = frame.contentDocument!
    body.querySelector('.embed-source')?.remove()
    frame.style.height = `${body.scrollHeight}px`
    resized()
  })
  return frame
}
