/** The page's side of the worker, which starts with the first call. */
import type { Arguments, CallName, Result } from './calls.ts'
import { latest } from './latest.ts'
import type { CallMessage, Progress, ReplyMessage } from './messages.ts'

/** What the engine needs of a Worker. */
export type Port = Pick<Worker, 'postMessage' | 'onmessage' | 'onerror'>

export interface Engine {
  /**
   * Computes in the worker.
   * @throws Error with the worker's message
   */
  call<N extends CallName>(
    name: N,
    model: string,
    given: Arguments<N>,
    onProgress?: (progress: Progress) => void,
  ): Promise<Result<N>>
}

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
  onProgress?: (progress: Progress) => void
}

/** @param open starts the worker; called again after one that could not be started */
export function createEngine(open: () => Port): Engine {
  let port: Port | undefined
  let lastId = 0
  const pending = new Map<number, Pending>()

  const connect = (): Port => {
    const opened = open()
    opened.onmessage = ({ data }: MessageEvent<ReplyMessage>) => {
      const call = pending.get(data.id)
      if (!call) return
      if ('progress' in data) return call.onProgress?.(data.progress)
      pending.delete(data.id)
      if ('error' in data) call.reject(new Error(data.error))
      else call.resolve(data.result)
    }
    opened.onerror = (event) => {
      const error = new Error(`the worker stopped: ${event.message || 'its script could not be loaded'}`)
      for (const call of pending.values()) call.reject(error)
      pending.clear()
      port = undefined
    }
    return opened
  }

  return {
    call(name, model, given, onProgress) {
      port ??= connect()
      const id = ++lastId
      port.postMessage({ id, call: name, model, arguments: plain(given) } satisfies CallMessage)
      return new Promise((resolve, reject) =>
        pending.set(id, { resolve: resolve as Pending['resolve'], reject, onProgress }),
      )
    },
  }
}

/** The same without the proxies around a widget's props and state, which cannot cross to a worker. */
function plain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(plain) as T
  if (typeof value !== 'object' || value === null) return value
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, plain(own)])) as T
}

export const openWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/** The page's own. */
export const engine = createEngine(openWorker)

/** One figure's calls of one kind: while one runs, only the latest of the others is kept. */
export const figureCall = <N extends CallName>(
  name: N,
  model: string,
  onProgress?: (progress: Progress) => void,
): ((given: Arguments<N>) => Promise<Result<N> | undefined>) =>
  latest((given: Arguments<N>) => engine.call(name, model, given, onProgress))
