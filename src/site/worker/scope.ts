/** Where the worker runs: types of what it is told and told by, and the addresses that are this site's own. */
export interface Lasting {
  waitUntil(work: Promise<unknown>): void
}
export interface Fetching extends Lasting {
  request: Request
  respondWith(response: Promise<Response>): void
}
interface Scope {
  registration: { scope: string; installing?: object | null; waiting?: object | null }
  clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listen: (event: Lasting) => void): void
  addEventListener(type: 'message', listen: (event: Lasting & { data: unknown }) => void): void
  addEventListener(type: 'fetch', listen: (event: Fetching) => void): void
}

/** Folders of a build by their names, one in the other; `{}` holds files alone. */
export interface Folders {
  [name: string]: Folders
}

/** The build's folders as JSON. */
declare const FOLDERS: string

const folders = JSON.parse(FOLDERS) as Folders

export const worker = self as unknown as Scope
export const scope = worker.registration.scope

/** Without query and fragment. */
export const addressOf = (url: string): string => url.replace(/[?#].*/, '')

/**
 * Whether an address is that of a page or file of this build, going by the build's folders. Another site may lie
 * below this one on the same origin, as a project's pages do below those of their owner: what is in none of our
 * folders is left to the network and to that site's own worker.
 */
export function isOurs(url: string): boolean {
  const address = addressOf(url)
  if (!address.startsWith(scope)) return false
  const names = address.slice(scope.length).split('/')
  const file = names.pop()!
  let folder: Folders | undefined = folders
  for (const name of names) folder = folder && Object.hasOwn(folder, name) ? folder[name] : undefined
  // Every file of a build has an extension; a page may be asked for without its last slash.
  return folder !== undefined && (file === '' || file.includes('.') || Object.hasOwn(folder, file))
}

/** Whether an address of ours is that of a page. */
export const isPage = (address: string): boolean => /\/([^/.]*|[^/]*\.html)$/.test(addressOf(address))
