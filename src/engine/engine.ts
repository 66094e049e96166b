/** The page's side of the worker, which starts with the first question. */
import { Failure, missingPart } from './failure.ts'
import type { Asked, AskMessage, Progress, ReplyMessage } from './messages.ts'

/** What the engine needs of a Worker. */
export type Port = Pick<Worker, 'postMessage' | 'onmessage' | 'onerror' | 'terminate'>

export interface Engine {
  /**
   * Computes in the worker.
   * @throws Failure in a reader's words
   */
  call(asked: Asked, onProgress?: (progress: Progress) => void): Promise<unknown>
  /**
   * The frames of work in many steps; `return` ends it and frees what it holds.
   * @throws Failure in a reader's words
   */
  steps(asked: Asked, onProgress?: (progress: Progress) => void): AsyncGenerator<unknown, void, void>
}

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
  onProgress?: ((progress: Progress) => void) | undefined
}

type WithoutId = AskMessage extends infer M ? (M extends AskMessage ? Omit<M, 'id'> : never) : never

/** @param open starts the worker; called again after one that could not be started */
export function createEngine(open: () => Port): Engine {
  let port: Port | undefined
  let lastId = 0
  let lastRun = 0
  const pending = new Map<number, Pending>()

  /** The next question starts another worker. */
  const end = (error: Failure) => {
    port?.terminate()
    port = undefined
    for (const call of pending.values()) call.reject(error)
    pending.clear()
  }

  const connect = (): Port => {
    let opened: Port
    try {
      opened = open()
    } catch {
      throw new Failure('browser', 'this browser does not let a page compute in the background (it has no Web Workers)')
    }
    opened.onmessage = ({ data }: MessageEvent<ReplyMessage>) => {
      const call = pending.get(data.id)
      if (!call) return
      if ('progress' in data) return call.onProgress?.(data.progress)
      pending.delete(data.id)
      if ('result' in data) return call.resolve(data.result)
      const failure = new Failure(data.cause, data.error)
      call.reject(failure)
      // A module or a binary that did not come is not asked for again by the worker that missed it.
      if (data.cause === 'missing') end(failure)
    }
    opened.onerror = (event) => {
      // A script that cannot be loaded has no message.
      const error = event.message
        ? new Failure('computation', `the computation broke off: ${event.message}`)
        : missingPart()
      end(error)
    }
    return opened
  }

  const ask = (message: WithoutId, onProgress?: (progress: Progress) => void): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      port ??= connect()
      pending.set(id, { resolve, reject, onProgress })
      port.postMessage({ id, ...message })
    })

  return {
    call: (asked, onProgress) => ask({ act: 'call', ...asked, given: plain(asked.given) }, onProgress),
    async *steps(asked, onProgress) {
      const run = `${asked.kind} ${asked.name} ${++lastRun}`
      await ask({ act: 'start', run, ...asked, given: plain(asked.given) }, onProgress)
      try {
        for (;;) {
          const frame = await ask({ act: 'next', run })
          if (frame === undefined) return
          yield frame
        }
      } finally {
        // One that has ended already stays ended, and what stopping says comes too late for anyone.
        ask({ act: 'stop', run }).catch(() => {})
      }
    },
  }
}

/** The same without the proxies around a widget's props and state, which cannot cross to a worker. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, plain(own)]))
}

export const openWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/** The page's own. */
export const engine = createEngine(openWorker)
