/**
 * A worker: one process, one backend. It takes messages from `workerProcess.ts`, computes, and sends
 * plain numbers back; it reads networks and writes nothing.
 */
import * as tf from '@tensorflow/tfjs'
import type { Readers } from '../src/artifacts/readers.ts'
import type { Request } from '../src/artifacts/request.ts'
import type { Model } from '../src/model/model.ts'
import { checkGpu, startBackend, type Running } from './backend.ts'
import { loadKind } from './kinds.ts'
import type { Backend } from './backendName.ts'
import { createReaders } from './readers.ts'
import { readModel } from './readModel.ts'

export type ToWorker =
  | { type: 'start'; backend: Backend | 'auto'; models: string; folders: Record<string, string> }
  | { type: 'run'; kind: string; model: string; requests: Request[]; size: number }

/** What a batch took. */
export interface Usage {
  /** Bytes, of the worker so far at most. */
  memory: number
  /** Seconds of a processor. */
  processor: number
}

export type FromWorker =
  | ({ type: 'ready' } & Running)
  | { type: 'step'; step: number; steps: number }
  | ({ type: 'done'; results: unknown[] } & Usage)
  /** `gpu`: it is the device's fault, and this worker is of no more use. */
  | { type: 'failed'; message: string; gpu: boolean }

const parent = process.ppid
let folder = ''
let readers: Readers | undefined
const models = new Map<string, Model>()

const send = (message: FromWorker): void => void process.send!(message)

const fail = (message: string): void => send({ type: 'failed', message, gpu: tf.getBackend() === 'webgpu' })

async function answer(message: ToWorker): Promise<void> {
  if (message.type === 'start') {
    folder = message.models
    readers = createReaders(message)
    return send({ type: 'ready', ...(await startBackend(message.backend, fail)) })
  }
  const { kind, requests, size } = message
  const before = process.cpuUsage()
  const model = models.get(message.model) ?? readModel(message.model, folder)
  models.set(message.model, model)
  const padded = [...requests]
  while (padded.length < size) padded.push(requests.at(-1)!)
  const { compute } = await loadKind(kind)
  if (!compute || !readers) throw new Error(`nothing to compute for ${kind}`)
  const results = await compute(
    model,
    padded,
    (step, steps) => {
      // A computation that never waits would not hear of the end of the main process.
      if (process.ppid !== parent) process.exit(0)
      send({ type: 'step', step, steps })
    },
    readers,
  )
  await checkGpu()
  const { user, system } = process.cpuUsage(before)
  send({
    type: 'done',
    results: results.slice(0, requests.length),
    memory: 1024 * process.resourceUsage().maxRSS,
    processor: (user + system) / 1e6,
  })
}

process.on('message', (message: ToWorker) => {
  answer(message).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
})
// Ctrl-C reaches every process of the terminal; the main one decides what to finish.
process.on('SIGINT', () => {})
// When the main process is gone, so is the reason to compute.
process.on('disconnect', () => process.exit(0))
