/**
 * The site's service worker, one script of its own: src/site/publish/offline.ts joins its modules and fills in
 * the version and the folders of the build. It never answers worse than the network: a page comes from the
 * network where there is one, storage that fails, fills up or does not answer costs what would have been kept,
 * and nothing that is not of this site is answered at all.
 */
import { contentOf, isKeepable, isLasting, responseOf } from './content.ts'
import { keep, mend, mendAll } from './keep.ts'
import { recall, store, tidy } from './kept.ts'
import { patience, within } from './patience.ts'
import { addressOf, isOurs, isPage, scope, worker } from './scope.ts'

interface Answer {
  response: Response
  /** What is done once the reader has it. */
  after?: () => Promise<void>
}

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('message', (event) => {
  const { keep: address } = event.data as { keep?: string }
  if (address && isOurs(address)) event.waitUntil(quietly(() => keep(address)))
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (!isAnswered(request)) return
  const answer = request.mode === 'navigate' && isPage(request.url) ? page(request) : file(request)
  event.respondWith(answer.then(({ response }) => response))
  event.waitUntil(answer.then(({ after }) => after?.()).catch(() => {}))
})

/** Parts of files, as films ask for them, and what is asked of the HTTP cache alone are for the browser itself. */
const isAnswered = ({ method, url, headers, cache }: Request): boolean =>
  method === 'GET' && isOurs(url) && !headers?.has('range') && cache !== 'only-if-cached'

/** The pages that earlier builds kept are kept again, of this one; what is not done in time is done later. */
async function install(): Promise<void> {
  await within(patience.install, keep(scope).then(mendAll, mendAll))
}

/** Pages wait for its end, so it takes what it can in a moment; `mend` does the rest. */
async function activate(): Promise<void> {
  await within(patience.lookup, worker.clients.claim())
  await within(patience.lookup, tidy())
}

/** Does what failing costs the reader nothing, and then what could not be done before. */
async function quietly(work: () => Promise<void>): Promise<void> {
  await work().catch(() => {})
  await mend().catch(() => {})
}

/** From the network, asking whether it has changed; where there is none, as it was kept. */
async function page(request: Request): Promise<Answer> {
  const address = addressOf(request.url)
  try {
    const response = await fetch(request, { cache: 'no-cache' })
    if (!isKeepable(response, true) || !address.endsWith('/')) return { response }
    const copy = response.clone()
    return { response, after: () => quietly(() => keep(address, copy)) }
  } catch (error) {
    return fromKept(address, error)
  }
}

/** Storage did not answer in time: while this worker runs, the network is asked first. */
let stalled = false

/** A file that a name with a hash makes lasting comes as it was kept, others from the network where there is one. */
async function file(request: Request): Promise<Answer> {
  const address = request.url.replace(/#.*/, '')
  const anew = request.cache === 'reload' || request.cache === 'no-store' || request.cache === 'no-cache'
  const keptFirst = isLasting(address) && !anew && !stalled
  const kept = keptFirst ? await within(patience.lookup, recall(address), () => (stalled = true)) : undefined
  if (kept) return { response: responseOf(kept) }
  try {
    const response = await fetch(request)
    if (!isKeepable(response, false) || address.includes('?') || request.cache === 'no-store') return { response }
    const copy = response.clone()
    return { response, after: async () => store(address, await contentOf(copy, address)) }
  } catch (error) {
    return fromKept(address, error)
  }
}

/** @throws what the network said, where nothing is kept */
async function fromKept(address: string, error: unknown): Promise<Answer> {
  const kept = await within(patience.offline, recall(address))
  if (!kept) throw error
  return { response: responseOf(kept) }
}
