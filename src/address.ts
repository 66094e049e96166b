/**
 * The one list of what an address may be, for Markdown, JSX, front matter, bibliographies, site settings, feeds
 * and structured data. A browser drops control characters and tabs before it looks for the scheme
 * (https://url.spec.whatwg.org/#concept-basic-url-parser), so addresses are judged as it reads them.
 */

/** What a link may lead to, apart from the site's own pages. */
export const LINK_SCHEMES = ['https:', 'http:', 'mailto:', 'tel:'] as const

/** What names a page of the public web: an author's home, a licence, a repository. */
export const WEB_SCHEMES = ['https:', 'http:'] as const

/** Files that a page may carry in itself; an SVG among them runs no script where it is an image. */
const DATA_IMAGE = /^data:image\/(png|jpeg|webp|gif|avif|bmp|svg\+xml)[;,]/i

const NOWHERE = 'https://nowhere.invalid/'

/** The scheme that a browser reads in an address, with its colon; empty for one of this site, undefined if broken. */
export function schemeOf(address: string): string | undefined {
  // A scheme, as far as a browser looks: what remains without controls in front and line breaks and tabs inside.
  // eslint-disable-next-line no-control-regex
  const read = address.replace(/^[\u0000-\u0020]+/, '').replace(/[\t\n\r]/g, '')
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(read)?.[0].toLowerCase()
  if (scheme) return scheme
  if (!URL.canParse(read, NOWHERE)) return undefined
  return new URL(read, NOWHERE).origin === new URL(NOWHERE).origin ? '' : 'https:'
}

/** Whether a link may lead there. */
export const isLink = (address: string): boolean => {
  const scheme = schemeOf(address)
  return scheme === '' || (LINK_SCHEMES as readonly unknown[]).includes(scheme)
}

/** Whether it is a whole address of the public web, `https://…`, without a name or password in it. */
export function isWebAddress(address: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address)) return false
  const { username, password, hostname } = new URL(address)
  return username === '' && password === '' && hostname !== ''
}

/** Whether a page may load it: a file of the site, or an image in the address itself. Readers ask nobody else. */
export const isSource = (address: string): boolean => schemeOf(address) === '' || DATA_IMAGE.test(address)

/** The addresses of a `srcset`: `a.png 1x, b.png 2x`. */
export const sourcesOf = (srcset: string): string[] =>
  srcset
    .split(/,\s+|,$/)
    .map((each) => each.trim().split(/\s+/)[0] ?? '')
    .filter(Boolean)

/** What a DOI looks like, as `10.23915/distill.00024.001`. */
export const DOI = /^10\.\d{4,9}\/\S+$/

/** Where a DOI is looked up; what is no part of a path is encoded. */
export const doiAddress = (doi: string): string =>
  `https://doi.org/${encodeURI(doi).replace(/[?#'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`

/** In words, for what was allowed. */
export const ALLOWED_LINKS = 'https:, http:, mailto:, tel:, or an address of this site such as /guide/ or #fig-curves'
