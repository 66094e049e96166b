/**
 * What runs took: `.precompute/log.jsonl`, one line per batch, not committed. It serves estimates only,
 * so that a line that cannot be read or written stops nothing.
 */
import { closeSync, constants, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { readRegularFile } from '../src/artifacts/trust/readRegularFile.ts'
import { BACKENDS, type Backend } from './backendName.ts'

export const LOG = '.precompute/log.jsonl'

const entrySchema = z.object({
  /** ISO 8601. */
  time: z.string(),
  backend: z.enum(BACKENDS),
  adapter: z.string().nullable(),
  artifacts: z.array(z.string()),
  seconds: z.number().min(0),
  /** As estimated by `cost`. */
  flop: z.number(),
  /** Bytes of memory that the worker takes. */
  memory: z.number(),
})

export type LogEntry = z.infer<typeof entrySchema>

export function appendLog(entry: LogEntry, path = LOG): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    append(path, `${JSON.stringify(entry)}\n`)
  } catch {
    // An estimate is not worth a run.
  }
}

/** To a file only: a pipe that nobody reads would be waited for. */
function append(path: string, line: string): void {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0 } = constants
  const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK)
  try {
    if (fstatSync(file).isFile()) writeSync(file, line)
  } finally {
    closeSync(file)
  }
}

/** FLOP/s of one worker before anything was measured: two WASM cores and an integrated GPU of 2020. */
const ASSUMED: Record<Backend, number> = { webgpu: 3e11, wasm: 8e9, cpu: 1e8 }

/** Seconds that a batch takes however little it computes: hundreds of steps of a hundred small operations. */
export const BATCH_SECONDS = 1

/** FLOP/s of one worker of a backend: the mean of its last 20 batches in the log, or an assumption. */
export function measuredSpeed(backend: Backend, path = LOG): number {
  const recent = readLog(path)
    .filter((entry) => entry.backend === backend && entry.flop > 0)
    .slice(-20)
  const seconds = recent.reduce((total, entry) => total + Math.max(0.1, entry.seconds - BATCH_SECONDS), 0)
  if (seconds === 0) return ASSUMED[backend]
  return recent.reduce((total, entry) => total + entry.flop, 0) / seconds
}

function readLog(path: string): LogEntry[] {
  return textOf(path)
    .split('\n')
    .flatMap((line) => {
      try {
        return [entrySchema.parse(JSON.parse(line))]
      } catch {
        return []
      }
    })
}

function textOf(path: string): string {
  try {
    return new TextDecoder().decode(readRegularFile(path))
  } catch {
    return ''
  }
}
