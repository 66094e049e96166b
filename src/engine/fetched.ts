/** Fetches files that an engine cannot do without. */
import { digestInName } from '../digestInName.ts'
import { Failure } from './failure.ts'
import type { Progress } from './messages.ts'
import { sha256 } from './sha256.ts'

/** What is known of a file before it is there, beside the digits that its name may state. */
export interface Expected {
  bytes?: number
  /** In hexadecimal digits. */
  sha256?: string
}

/**
 * The bytes of a file, checked against what is known of them. Where they are others, or break off, they are asked
 * for once more past every cache: an old copy never stands in for a new file.
 *
 * @param what it is part of, as in `the network`
 * @param onProgress hears only of files whose size is known
 * @throws Failure where it did not arrive, or not as it should be, saying so
 */
export async function fetchedBytes(
  address: string,
  what: string,
  expected: Expected = {},
  onProgress: (progress: Progress) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const first = await arrived(address, what, 'default')
  const found = await wholeOf(first, address, expected, onProgress)
  if (found) return found
  const again = await arrived(address, what, 'reload')
  const anew = await wholeOf(again, address, expected, onProgress)
  if (anew) return anew
  throw otherwise(what)
}

/** The same of a file that is JSON. */
export async function fetchedJson(address: string, what: string): Promise<unknown> {
  const text = new TextDecoder().decode(await fetchedBytes(address, what))
  try {
    return JSON.parse(text) as unknown
  } catch {
    // A page in its place, under a name that states no digest.
    throw otherwise(what)
  }
}

const otherwise = (what: string) =>
  new Failure(
    'missing',
    `${what} could not be loaded: what came is not the whole of what this page was made with; check the connection, or reload the page`,
  )

async function arrived(address: string, what: string, cache: RequestCache): Promise<Response> {
  const response = await fetch(address, { cache }).catch(() => undefined)
  if (response?.ok) return response
  throw new Failure(
    'missing',
    `${what} could not be loaded (${response ? `status ${response.status}` : 'no connection'})`,
  )
}

/** Undefined where the body breaks off, or is not what was expected. */
async function wholeOf(
  response: Response,
  address: string,
  expected: Expected,
  onProgress: (progress: Progress) => void,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { bytes: total } = expected
  const body = total === undefined ? plainBytes(response) : countedBytes(response, total, onProgress)
  const bytes = await body.catch(() => undefined)
  if (!bytes) return undefined
  const stated = digestInName(address) ?? ''
  if (stated === '' && expected.sha256 === undefined) return bytes
  const digest = await sha256(bytes)
  return digest.startsWith(stated) && digest === (expected.sha256 ?? digest) ? bytes : undefined
}

const plainBytes = async (response: Response) => new Uint8Array(await response.arrayBuffer())

async function countedBytes(
  response: Response,
  total: number,
  onProgress: (progress: Progress) => void,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(total)
  let loaded = 0
  onProgress({ loaded, total })
  const reader = response.body!.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return loaded === total ? bytes : undefined
    if (loaded + value.length > total) {
      void reader.cancel().catch(() => {})
      return undefined
    }
    bytes.set(value, loaded)
    loaded += value.length
    onProgress({ loaded, total })
  }
}
