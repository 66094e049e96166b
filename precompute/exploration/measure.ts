/** Shows all protocols to a network, with one process per core. */
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Backend } from '../backendName.ts'
import { protocols, stimuliOf } from './protocols.ts'
import type { Answer, Job } from './worker.ts'

/** Stimuli in one message. */
const SLICE = 192

/**
 * @returns per protocol `(stimuli, units)`, for the network and for its shuffled weights
 * @throws Error with what a worker could not do
 */
export async function measure(
  model: string,
  units: number,
  { backend, workers }: { backend: Backend | 'auto'; workers: number },
  onProgress: (share: number) => void,
): Promise<{ own: Float32Array[]; chance: Float32Array[] }> {
  const counts = protocols.map((protocol) => stimuliOf(protocol).length)
  const empty = () => counts.map((count) => new Float32Array(count * units))
  const found = { own: empty(), chance: empty() }
  const jobs: Job[] = [false, true].flatMap((shuffle) =>
    counts.flatMap((count, protocol) =>
      Array.from({ length: Math.ceil(count / SLICE) }, (_, i) => ({
        model,
        backend,
        shuffle,
        protocol,
        from: i * SLICE,
        to: Math.min(count, (i + 1) * SLICE),
      })),
    ),
  )
  const total = jobs.length
  let done = 0
  const processes = Array.from({ length: Math.min(workers, total) }, () =>
    fork(join(import.meta.dirname, 'worker.ts'), { serialization: 'advanced' }),
  )
  try {
    await Promise.all(
      processes.map(async (process) => {
        for (let job = jobs.shift(); job; job = jobs.shift()) {
          const responses = await ask(process, job)
          const into = job.shuffle ? found.chance : found.own
          into[job.protocol].set(responses, job.from * units)
          onProgress(++done / total)
        }
      }),
    )
  } finally {
    for (const process of processes) process.disconnect()
  }
  return found
}

function ask(process: ChildProcess, job: Job): Promise<Float32Array> {
  return new Promise((resolve, reject) => {
    const exit = (code: number | null) => reject(new Error(`a worker ended with code ${code} while it measured`))
    process.once('exit', exit)
    process.once('message', (answer: Answer) => {
      process.off('exit', exit)
      if ('error' in answer) reject(new Error(answer.error))
      else resolve(answer.responses)
    })
    process.send(job)
  })
}
