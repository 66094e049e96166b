/** Hands batches to workers, and sees to it that what fails costs as little as possible. */
import { describeRequest } from '../src/artifacts/kinds.ts'
import { requestKey } from '../src/artifacts/request.ts'
import type { Running } from './backend.ts'
import { halve, makeBatches, resize, type Batch } from './batches.ts'
import type { Directory } from './directory.ts'
import type { Kinds } from './kinds.ts'
import type { LogEntry } from './log.ts'
import type { Backend } from './backendName.ts'
import { commit, encode, type Outcome } from './outcome.ts'
import type { Item } from './plan.ts'
import { startStopwatch } from './stopwatch.ts'
import { WorkerLost, type StartWorker, type Worker } from './workerProcess.ts'

export interface ComputeEffects {
  kinds: Kinds
  startWorker: StartWorker
  /** Set once a person asks to stop: what is in flight is finished, nothing else begun. */
  interrupted: AbortSignal
  /** Milliseconds, by a clock that may be set back. */
  now(): number
  /** Who computes, once it is known. */
  onStart(running: Running, workers: number): void
  /** Whenever units are finished, or a step of one: how many, and the operations done. */
  onProgress(units: number, flop: number): void
  onWarning(text: string): void
  log(entry: Omit<LogEntry, 'time'>): void
}

/** How often a worker may be lost without having finished anything, before the run gives up. */
const LOSSES = 3

/** A GPU that failed however small its batches were. */
class GpuLost extends Error {
  override name = 'GpuLost'
}

/**
 * Computes items and writes them, the largest batches first. What a GPU cannot do goes on on WASM.
 * @throws Error where no worker starts, workers are lost one after the other, or the directory cannot be written
 */
export async function compute(
  items: readonly Item[],
  directory: Directory,
  options: { backend: Backend | 'auto'; workers?: number; cores: number },
  effects: ComputeEffects,
  outcome: Outcome,
): Promise<void> {
  try {
    await computeOn(items, directory, options, effects, outcome)
  } catch (error) {
    if (!(error instanceof GpuLost)) throw error
    effects.onWarning(`${error.message}; going on with WASM`)
    const ended = new Set([...outcome.rendered, ...outcome.failed].map(({ request }) => requestKey(request)))
    const rest = items.filter(({ request }) => !ended.has(requestKey(request)))
    await computeOn(rest, directory, { ...options, backend: 'wasm' }, effects, outcome)
  }
}

async function computeOn(
  items: readonly Item[],
  directory: Directory,
  { backend, workers: asked, cores }: { backend: Backend | 'auto'; workers?: number; cores: number },
  effects: ComputeEffects,
  outcome: Outcome,
): Promise<void> {
  const first = await effects.startWorker(backend)
  const queue = makeBatches(items, first.backend)
  const most = asked ?? (first.backend === 'webgpu' ? 1 : cores)
  outcome.workers = Math.max(1, Math.min(most, queue.length))
  outcome.running = { backend: first.backend, adapter: first.adapter, note: first.note }
  effects.onStart(outcome.running, outcome.workers)
  const stopped = new AbortController()
  /** Writes go one after the other, whatever the order in which batches end. */
  let writing = Promise.resolve()
  let losses = 0

  const finish = async (batch: Batch, worker: Worker, results: unknown[]) => {
    const encoded = batch.items.map((item, i) => encode(item, results[i], [], worker, effects.kinds, outcome))
    commit((await Promise.all(encoded)).flat(), directory, outcome)
  }

  /** Halves find out which unit is at fault, or need less memory. */
  const retry = (batch: Batch, message: string) => {
    const halves = halve(batch)
    queue.unshift(...halves)
    if (halves.length === 0) outcome.failed.push(...batch.items.map(({ request }) => ({ request, message })))
    else effects.onWarning(`${describeBatch(batch)}: ${message}; trying again in two halves`)
  }

  /** What was too much for a GPU once is so for every batch of that size. */
  const shrink = (batch: Batch, message: string) => {
    const size = Math.ceil(batch.size / 2)
    queue.unshift(batch)
    queue.splice(0, queue.length, ...queue.flatMap((each) => resize(each, size)))
    effects.onWarning(`${describeBatch(batch)}: ${message}; trying again with ${size} at once`)
  }

  const serve = async (start: () => Promise<Worker>): Promise<void> => {
    let worker = await start()
    try {
      while (!stopped.signal.aborted && !effects.interrupted.aborted) {
        const batch = queue.shift()
        if (!batch) return
        const elapsed = startStopwatch(effects.now)
        let flop = 0
        let computed: Awaited<ReturnType<Worker['run']>>
        try {
          computed = await worker.run(batch, (step, steps) => {
            // A batch that tries its silent units again counts its steps anew.
            const reached = Math.max(flop, (batch.flop * step) / steps)
            effects.onProgress(0, reached - flop)
            flop = reached
          })
        } catch (error) {
          effects.onProgress(0, -flop)
          const { message } = error as Error
          if (error instanceof WorkerLost) {
            worker.stop()
            const gpu = worker.backend === 'webgpu'
            if (++losses > LOSSES || (gpu && batch.size === 1))
              throw gpu ? new GpuLost(`the GPU failed ${losses} times, at last: ${message}`) : error
            worker = await effects.startWorker(worker.backend).catch((failure: Error) => {
              throw gpu ? new GpuLost(`the GPU failed and cannot be had again: ${message}`) : failure
            })
            if (gpu) {
              shrink(batch, message)
              continue
            }
          }
          retry(batch, message)
          continue
        }
        const { results, memory } = computed
        losses = 0
        outcome.peakMemory = Math.max(outcome.peakMemory, memory)
        const write = writing.then(() => finish(batch, worker, results))
        writing = write.catch(() => {})
        await write
        effects.onProgress(batch.items.length, batch.flop - flop)
        effects.log({
          backend: worker.backend,
          adapter: worker.adapter,
          artifacts: batch.items.map(({ request }) => describeRequest(request)),
          seconds: elapsed() / 1000,
          flop: batch.flop,
          memory,
        })
      }
    } catch (error) {
      stopped.abort()
      throw error
    } finally {
      worker.stop()
    }
  }

  const serving = Array.from({ length: outcome.workers }, (_, i) =>
    serve(i === 0 ? async () => first : () => effects.startWorker(first.backend)),
  )
  const ends = await Promise.allSettled(serving)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  outcome.left.push(...queue.flatMap((batch) => batch.items))
}

function describeBatch({ items }: Batch): string {
  const [first] = items
  const more = items.length - 1
  return `${describeRequest(first.request)}${more > 0 ? ` and ${more} more` : ''}`
}
