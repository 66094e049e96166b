/** Renders a plan: batches to workers, results to files, the manifest after each batch. */
import { describeRequest, type Row } from '../src/artifacts/manifest.ts'
import { requestKey, type Request } from '../src/artifacts/request.ts'
import type { Running } from './backend.ts'
import { halve, makeBatches, type Batch } from './batches.ts'
import type { Directory, Finished } from './directory.ts'
import type { Made } from './kind.ts'
import type { Kinds } from './kinds.ts'
import type { LogEntry } from './log.ts'
import type { Backend } from './options.ts'
import { isToDo, type Item } from './plan.ts'
import { WorkerLost, type StartWorker, type Worker } from './workerProcess.ts'

export interface Outcome {
  rendered: Row[]
  failed: { request: Request; message: string }[]
  /** Not begun, since the run was interrupted, or what they need has failed. */
  left: Item[]
  /** Undefined where nothing had to be computed. */
  running?: Running
  workers: number
  /** Of one worker, bytes. */
  peakMemory: number
}

export interface RenderEffects {
  kinds: Kinds
  startWorker: StartWorker
  /** Set once a person asks to stop: what is in flight is finished, nothing else begun. */
  interrupted: AbortSignal
  /** Milliseconds. */
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

/**
 * @param items a plan; what is up to date in it is left alone
 * @throws Error where no worker starts or the directory cannot be written; what was finished is written
 */
export async function render(
  items: readonly Item[],
  directory: Directory,
  options: { backend: Backend | 'auto'; workers?: number; cores: number },
  effects: RenderEffects,
): Promise<Outcome> {
  const { kinds } = effects
  const toDo = items.filter(isToDo)
  const outcome: Outcome = { rendered: [], failed: [], left: [], workers: 0, peakMemory: 0 }
  const computed = toDo.filter(({ request }) => kinds[request.kind].compute)
  if (computed.length > 0) await compute(computed, directory, options, effects, outcome)
  await assembleInto(outcome, toDo, directory, effects)
  return outcome
}

/** Makes what is only put together from other artifacts; what must be computed is left. */
export async function assemble(
  items: readonly Item[],
  directory: Directory,
  effects: Pick<RenderEffects, 'kinds' | 'interrupted'>,
): Promise<Outcome> {
  const toDo = items.filter(isToDo)
  const left = toDo.filter(({ request }) => effects.kinds[request.kind].compute)
  const outcome: Outcome = { rendered: [], failed: [], left, workers: 0, peakMemory: 0 }
  await assembleInto(outcome, toDo, directory, { ...effects, onProgress: () => {} })
  return outcome
}

async function assembleInto(
  outcome: Outcome,
  toDo: readonly Item[],
  directory: Directory,
  { kinds, interrupted, onProgress }: Pick<RenderEffects, 'kinds' | 'interrupted' | 'onProgress'>,
): Promise<void> {
  const unmade = new Set(
    [...outcome.left, ...outcome.failed].map(({ request }) => requestKey(request)),
  )
  for (const item of toDo.filter(({ request }) => !kinds[request.kind].compute)) {
    const needs = kinds[item.request.kind].needs(item.request)
    if (interrupted.aborted || needs.some((need) => unmade.has(requestKey(need)))) {
      outcome.left.push(item)
      unmade.add(requestKey(item.request))
      continue
    }
    const made = needs.map((need) => directory.made(directory.row(need)!))
    commit(await encode(item, undefined, made, made[0]!.row, kinds, outcome), directory, outcome)
    onProgress(1, item.flop)
  }
}

/** The artifact, or none and a failure on the record. */
async function encode(
  { id, request, weights, version, dependencies }: Item,
  computed: unknown,
  made: readonly Made[],
  { backend, adapter }: Pick<Running, 'backend' | 'adapter'>,
  kinds: Kinds,
  outcome: Outcome,
): Promise<Finished[]> {
  try {
    const encoded = await kinds[request.kind].encode(request, computed, made)
    return [{ row: { id, request, weights, version, dependencies, backend, adapter }, encoded }]
  } catch (error) {
    outcome.failed.push({ request, message: (error as Error).message })
    return []
  }
}

/** What cannot be written ends the run. */
function commit(finished: Finished[], directory: Directory, outcome: Outcome): void {
  if (finished.length > 0) outcome.rendered.push(...directory.commit(finished))
}

async function compute(
  items: readonly Item[],
  directory: Directory,
  {
    backend,
    workers: asked,
    cores,
  }: { backend: Backend | 'auto'; workers?: number; cores: number },
  effects: RenderEffects,
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
    const encoded = batch.items.map((item, i) =>
      encode(item, results[i], [], worker, effects.kinds, outcome),
    )
    commit((await Promise.all(encoded)).flat(), directory, outcome)
  }

  /** Halves find out which unit is at fault, or need less memory. */
  const retry = (batch: Batch, message: string) => {
    const halves = halve(batch)
    queue.unshift(...halves)
    if (halves.length === 0)
      outcome.failed.push(...batch.items.map(({ request }) => ({ request, message })))
    else effects.onWarning(`${describeBatch(batch)}: ${message}; trying again in two halves`)
  }

  const serve = async (start: () => Promise<Worker>): Promise<void> => {
    let worker = await start()
    try {
      while (!stopped.signal.aborted && !effects.interrupted.aborted) {
        const batch = queue.shift()
        if (!batch) return
        const begun = effects.now()
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
          if (error instanceof WorkerLost) {
            if (++losses > LOSSES) throw error
            worker = await effects.startWorker(worker.backend)
          }
          retry(batch, (error as Error).message)
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
          seconds: (effects.now() - begun) / 1000,
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
  return `${describeRequest(first!.request)}${more > 0 ? ` and ${more} more` : ''}`
}
