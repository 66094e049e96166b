/**
 * A browser as far as service workers see it, in memory: the sites of one origin, their network, and a Cache
 * API that behaves as the standard says and fails where a test wants it to.
 */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { vi } from 'vitest'
import { serviceWorker } from '../../../src/site/publish/offline.ts'
import type { Folders } from '../../../src/site/worker/scope.ts'

export const ORIGIN = 'https://x.example'

/** What a call of the Cache API may do instead of its work. `body`: what it gives breaks off while it is read. */
export type Fault = 'reject' | 'throw' | 'quota' | 'hang' | 'body'

/** A file of the network: its text, or how it answers. */
export type Served = string | (() => Response | Promise<Response>)

interface Stored {
  body: ArrayBuffer
  status: number
  headers: [string, string][]
}

export class SimulatedBrowser {
  /** By address. */
  readonly files = new Map<string, Served>()
  readonly caches = new Map<string, Map<string, Stored>>()
  /** The calls of the Cache API so far, as in `put https://x.example/a/`. */
  readonly calls: string[] = []
  /** The addresses asked of the network so far. */
  readonly fetched: string[] = []
  online = true
  /** What becomes of a call, by its number. */
  fault: (call: number, name: string) => Fault | undefined = () => undefined

  fetch = async (asked: string | { url: string }): Promise<Response> => {
    const url = (typeof asked === 'string' ? asked : asked.url).replace(/#.*/, '')
    this.fetched.push(url)
    if (!this.online) throw new TypeError('Failed to fetch')
    const file = this.files.get(url.replace(/\?.*/, ''))
    if (file === undefined) return new Response('not found', { status: 404 })
    return typeof file === 'string' ? new Response(file) : file()
  }

  /** Runs a call, or its fault. */
  #call<T>(name: string, work: () => T | Promise<T>, spoil: (value: T) => T = (value) => value): Promise<T> {
    const fault = this.fault(this.calls.length, name)
    this.calls.push(name)
    if (fault === 'throw') throw new Error(`${name} threw`)
    if (fault === 'hang') return new Promise(() => {})
    if (fault === 'reject') return Promise.reject(new Error(`${name} failed`))
    if (fault === 'quota') return Promise.reject(new DOMException(`${name}: quota`, 'QuotaExceededError'))
    return Promise.resolve(work()).then((value) => (fault === 'body' ? spoil(value) : value))
  }

  #cache(name: string) {
    // A cache that was deleted lives on, unseen, for who has opened it.
    const stored = this.caches.get(name) ?? new Map<string, Stored>()
    this.caches.set(name, stored)
    return {
      match: (url: string) =>
        this.#call(
          `match ${url}`,
          () => {
            const found = stored.get(url)
            return found && new Response(found.body.slice(0), found)
          },
          (found) => found && brokenOff(found),
        ),
      put: (url: string, response: Response) =>
        this.#call(`put ${url}`, async () => {
          if (response.status === 206) throw new TypeError('a partial response cannot be kept')
          if (response.headers.get('vary') === '*') throw new TypeError('Vary: * cannot be kept')
          const { status } = response
          stored.set(url, { body: await response.arrayBuffer(), status, headers: [...response.headers] })
        }),
      delete: (url: string) => this.#call(`delete ${url}`, () => stored.delete(url)),
      keys: () => this.#call('cache.keys', () => [...stored.keys()].map((url) => ({ url }))),
    }
  }

  #storage = {
    open: (name: string) => this.#call(`open ${name}`, () => this.#cache(name)),
    keys: () => this.#call('caches.keys', () => [...this.caches.keys()]),
    delete: (name: string) => this.#call(`delete ${name}`, () => this.caches.delete(name)),
  }

  /** Starts the worker of a build of the site at `base`, as it is after any rest: with nothing in memory. */
  async worker(base: string, version: string, folders: Folders) {
    const listeners: Record<string, (event: unknown) => void> = {}
    const self = {
      registration: { scope: ORIGIN + base },
      clients: { claim: async () => {} },
      addEventListener: (type: string, listen: (event: unknown) => void) => (listeners[type] = listen),
    }
    const code = await codeOf(version, folders)
    const run = new Function('self', 'caches', 'fetch', 'crypto', code) as (...given: unknown[]) => void
    run(self, this.#storage, this.fetch, crypto)

    /** What the page gets, or undefined where the worker leaves it to the network; and the work that goes on. */
    const emit = (type: string, event: object = {}) => {
      const work: Promise<unknown>[] = []
      let answer: Promise<Response> | undefined
      const respondWith = (response: Promise<Response>) => (answer = response)
      listeners[type]!({ ...event, respondWith, waitUntil: (each: Promise<unknown>) => work.push(each) })
      const done = Promise.all(work)
      done.catch(() => {})
      return { answer, done }
    }
    const asking = async (request: object) => {
      const { answer, done } = emit('fetch', { request })
      const response = answer ? await passing(answer) : undefined
      // The page reads at once, whatever else the worker does with the answer.
      const text = response && (await passing(response.text()))
      const finished = await outlasting(done)
      return { answered: answer !== undefined, status: response?.status, text, finished }
    }
    return {
      install: () => outlasting(emit('install').done),
      activate: () => outlasting(emit('activate').done),
      keep: (path: string) => outlasting(emit('message', { data: { keep: ORIGIN + path } }).done),
      visit: (path: string, more: object = {}) =>
        asking({ method: 'GET', mode: 'navigate', headers: new Headers(), url: ORIGIN + path, ...more }),
      load: (path: string, more: object = {}) =>
        asking({ method: 'GET', mode: 'cors', headers: new Headers(), url: ORIGIN + path, ...more }),
    }
  }
}

/** Takes no time, where the browser's own would while the simulated clock runs on. */
const crypto = {
  subtle: {
    digest: async (_: string, bytes: ArrayBuffer) => createHash('sha256').update(new Uint8Array(bytes)).digest(),
  },
}

const codes = new Map<string, Promise<string>>()

function codeOf(version: string, folders: Folders): Promise<string> {
  const key = JSON.stringify([version, folders])
  const code = codes.get(key) ?? serviceWorker(version, folders)
  codes.set(key, code)
  return code
}

/** The same answer, whose body breaks off. */
export function brokenOff(response: Response): Response {
  const body = new ReadableStream({
    pull: (controller) => {
      if (response.ok) controller.error(new TypeError('network error'))
    },
  })
  return new Response(body, response)
}

/** How long a test waits in simulated time, in ms: longer than the worker does for anything. */
const LONGEST = 200_000

/** What work gives, the clock running on meanwhile. @throws where it takes too long */
async function passing<T>(work: Promise<T>): Promise<T> {
  let over = false
  const watched = work.finally(() => (over = true))
  watched.catch(() => {})
  for (let time = 0; !over && time < LONGEST; time += 100) {
    await setImmediate()
    if (!over) await vi.advanceTimersByTimeAsync(100)
  }
  if (!over) throw new Error(`nothing after ${LONGEST} ms`)
  return watched
}

/** Whether work came to an end, well or not: storage that hangs may keep it from that. */
const outlasting = (work: Promise<unknown>): Promise<boolean> =>
  passing(
    work.then(
      () => true,
      () => true,
    ),
  ).catch(() => false)
