/** Workers as child processes: a crash or an out-of-memory kill of one takes nothing else with it. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { OnStep } from '../src/artifacts/compute.ts'
import type { Running } from './backend.ts'
import type { Batch } from './batches.ts'
import type { Backend } from './backendName.ts'
import type { FromWorker, ToWorker, Usage } from './answer.ts'

export interface Worker extends Running {
  /**
   * The numbers of a batch, one result per item.
   * @throws Error as the computation threw it; WorkerLost where the process ended
   */
  run(batch: Batch, onStep: OnStep): Promise<{ results: unknown[] } & Usage>
  stop(): void
}

/** `folders` of data sets, by name. */
export type StartWorker = (backend: Backend | 'auto', folders?: Readonly<Record<string, string>>) => Promise<Worker>

export class WorkerLost extends Error {
  override name = 'WorkerLost'
}

/** @param models the folder of the networks */
export const startWorkerIn =
  (models: string): StartWorker =>
  async (backend, folders = {}) => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    // What drivers print while they are looked for matters only if none is found; standard output is for the summary.
    let held: string | undefined = ''
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        if (held === undefined) process.stderr.write(text)
        else held += text
      })
    let ended: string | undefined
    let receive: (message: FromWorker | undefined) => void = () => {}
    child.on('message', (message: FromWorker) => receive(message))
    child.on('error', (error) => {
      ended ??= error.message
      receive(undefined)
    })
    child.on('exit', (code, signal) => {
      ended ??= signal ? `signal ${signal}` : `exit code ${code}`
      receive(undefined)
    })
    /** Sends, and waits for what ends the exchange. */
    const ask = (message: ToWorker, onStep: OnStep) =>
      new Promise<Exclude<FromWorker, { type: 'step' | 'failed' }>>((resolve, reject) => {
        const lost = () => reject(new WorkerLost(`a worker ended (${ended})`))
        if (ended !== undefined) return lost()
        receive = (answer) => {
          if (!answer) lost()
          else if (answer.type === 'step') onStep(answer.step, answer.steps)
          else if (answer.type === 'failed')
            reject(answer.gpu ? new WorkerLost(answer.message) : new Error(answer.message))
          else resolve(answer)
        }
        child.send(message)
      })
    const kill = () => void child.kill('SIGKILL')
    process.once('exit', kill)
    const stop = () => {
      process.off('exit', kill)
      kill()
    }
    try {
      const ready = await ask({ type: 'start', backend, models, folders }, () => {})
      if (ready.type !== 'ready') throw new Error(`unexpected answer of a worker: ${ready.type}`)
      const { adapter, note } = ready
      held = undefined
      return {
        backend: ready.backend,
        adapter,
        note,
        stop,
        async run({ kind, model, items, size }, onStep) {
          const requests = items.map(({ request }) => request)
          const done = await ask({ type: 'run', kind, model, requests, size }, onStep)
          if (done.type !== 'done') throw new Error(`unexpected answer of a worker: ${done.type}`)
          return done
        },
      }
    } catch (error) {
      stop()
      if (held) process.stderr.write(held)
      throw error
    }
  }
