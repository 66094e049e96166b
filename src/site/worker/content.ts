import { digestInName } from '../../digestInName.ts'

/** The content of an answer, read to its end, so that what is kept or answered from what is kept is whole. */
export interface Content {
  bytes: ArrayBuffer
  headers: Headers
}

/** Files whose name changes with their content. */
export const isLasting = (address: string): boolean =>
  address.includes('/_astro/') || digestInName(address) !== undefined

/**
 * Whether an answer can stand for its address: the whole of it (206 is a part), from there and from nowhere else
 * (what was redirected may be a page to sign in on), and no page in place of a file that is gone.
 */
export function isKeepable(response: Response, page: boolean): boolean {
  if (response.status !== 200 || response.redirected || /opaque|error/.test(response.type)) return false
  return page || !response.headers.get('content-type')?.startsWith('text/html')
}

/** @throws where it breaks off, or is not what its name says */
export async function contentOf(response: Response, address: string): Promise<Content> {
  const bytes = await response.arrayBuffer()
  const stated = digestInName(address)
  if (stated !== undefined) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const found = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    if (!found.startsWith(stated)) throw new Error(`${address} holds other bytes than its name says`)
  }
  return { bytes, headers: response.headers }
}

export const responseOf = ({ bytes, headers }: Content): Response => new Response(bytes, { headers })

export const textOf = ({ bytes }: Content): string => new TextDecoder().decode(bytes)
