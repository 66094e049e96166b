/**
 * HDF5 files, read by the HDF5 library itself (`h5wasm`) in a thread of its own: a file made to keep it busy or to fill
 * its memory is given up, and nothing that it does reaches this process or its disk.
 */
import { Worker } from 'node:worker_threads'
import { LIMITS, type Constant } from '../graph.ts'
import { refusal, shown } from '../reading/refusal.ts'

/** Milliseconds for one file; the largest that `LIMITS` allows takes some 20 s. */
const DEADLINE = 120_000
/** Of the thread, beside the library's own 2 GB. */
const MEGABYTES = 4096

/** What the thread is given. */
export interface Hdf5Request {
  bytes: Uint8Array
  limits: { nodes: number; numbers: number; depth: number; rank: number }
}

export interface Hdf5 {
  /** By path, `model_weights/dense`; the root is empty. Texts alone, one or a list. */
  attributes: ReadonlyMap<string, Readonly<Record<string, string | readonly string[]>>>
  /** By path, in the order of the file's own lists. The state of optimizers is left out. */
  datasets: ReadonlyMap<string, Constant>
}

/**
 * What the thread answers: `damage` says what is wrong with the file, and `fatal`
 * that the library itself is not to be trusted any more.
 */
export type Hdf5Answer = Hdf5 | { damage: string; fatal: boolean }

/** Whether bytes are of an HDF5 file (its format specification, II.A). */
export const isHdf5 = (bytes: Uint8Array): boolean =>
  [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, i) => bytes[i] === byte)

/** A thread that reads file after file, until it is ended. */
export class Hdf5Reader {
  private worker: Worker | undefined
  private readonly deadline: number

  constructor(deadline: number = DEADLINE) {
    this.deadline = deadline
  }

  /**
   * @param what the file, as messages call it
   * @throws Failure for a file that is damaged, too large, or too slow to read
   */
  async read(bytes: Uint8Array, what: string): Promise<Hdf5> {
    if (!isHdf5(bytes)) throw refusal(`${what} does not begin as an HDF5 file does`)
    const answer = await this.ask(bytes, what)
    if (!('damage' in answer)) return answer
    if (answer.fatal) await this.end()
    throw refusal(`${what} is a damaged or unusual HDF5 file: ${shown(reason(answer.damage), 300)}`)
  }

  async end(): Promise<void> {
    await this.worker?.terminate()
    this.worker = undefined
  }

  private async ask(bytes: Uint8Array, what: string): Promise<Hdf5Answer> {
    const worker = (this.worker ??= startThread())
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<Hdf5Answer>((resolve, reject) => {
        const lost = (why: string) => {
          void this.end()
          reject(refusal(`${what} cannot be read as HDF5: ${why}`))
        }
        timer = setTimeout(() => lost(`it took more than ${this.deadline / 1000} s`), this.deadline)
        worker.removeAllListeners()
        worker.once('message', resolve)
        worker.once('error', (error) => lost(shown(error.message)))
        const request: Hdf5Request = { bytes, limits: LIMITS }
        worker.postMessage(request)
      })
    } finally {
      clearTimeout(timer)
    }
  }
}

/** The innermost reason among the lines in which the library says what it was doing. */
const reason = (damage: string): string => [...damage.matchAll(/in (\w+)\(\): (.+)/g)].at(-1)?.[2] ?? damage

function startThread(): Worker {
  // The library prints what it finds wrong; the message says it.
  const worker = new Worker(new URL('hdf5Thread.ts', import.meta.url), {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
  })
  worker.stdout.resume()
  worker.stderr.resume()
  return worker
}

/** Reads one file. @throws Failure for a file that is damaged, too large, or too slow to read */
export async function readHdf5(bytes: Uint8Array, what: string): Promise<Hdf5> {
  const reader = new Hdf5Reader()
  try {
    return await reader.read(bytes, what)
  } finally {
    await reader.end()
  }
}
