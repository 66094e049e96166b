/**
 * How fast pictures are made, layer by layer, beside what the machine can do:
 * `npm run bench:precompute -- [--model lumen] [--layer conv4]… [--backend wasm] [--workers N] [--curve] [--peer]`
 *
 * All workers at once render batches of the size that a run uses. FLOPs are counted from the layer
 * table: the unit's dependency cone, forward and back. The ceiling is the fastest of some large plain
 * convolutions, on all workers at once, before and after. Seconds are of the processor, which on a machine
 * that does nothing else are those of the clock; for a GPU, of the clock. `--curve`: units a second by batch size
 * instead. `--peer`: PyTorch's loops and ours in turn instead, from `--peers ../shared/peers`.
 */
import { execFile } from 'node:child_process'
import { cpus, availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { extents } from '../../src/model/geometry.ts'
import { recipe, STEPS } from '../../src/optvis/recipe.ts'
import type { Visualization } from '../../src/optvis/visualizeUnits.ts'
import { startBackend } from '../backend.ts'
import { makeBatches, resize, type Batch } from '../batches.ts'
import { batching, flop as cost } from '../../src/artifacts/picture/compute.ts'
import type { Backend } from '../backendName.ts'
import type { Item } from '../plan.ts'
import { duration } from '../progress.ts'
import { MODELS, readLayerTable, readModel } from '../readModel.ts'
import { startWorkerIn, type Worker } from '../workerProcess.ts'
import { findPeers } from './peers.ts'
import { scoreCurve } from './scoreCurve.ts'
import { hasWeights } from '../../src/model/operations.ts'

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'lumen' },
    layer: { type: 'string', multiple: true },
    backend: { type: 'string' },
    workers: { type: 'string' },
    curve: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: false },
    peers: { type: 'string', default: '../shared/peers' },
  },
})

/** The share of the ceiling that the target asks for. */
const SHARE = 0.5
/** Every worker renders about so many FLOP of a layer, and at least one batch. */
const SAMPLE = 1.5e11
/** Units a peer renders, and ours beside it. */
const PEER_UNITS = 16

const table = readLayerTable(values.model)
const sizes = extents(table)
const layers = values.layer ?? table.layers.filter(hasWeights).map(({ name }) => name.replace(/\.pre$/, ''))

const row = (...cells: (string | number)[]) =>
  console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(8) : String(cell).padStart(11))).join(''))
const fixed = (value: number, digits = 2) => value.toFixed(digits)

const first = await startWorkerIn(MODELS)((values.backend as Backend | undefined) ?? 'auto')
first.stop()
const backends: Backend[] = first.backend === 'webgpu' && !values.backend ? ['webgpu', 'wasm'] : [first.backend]
for (const backend of backends) await benchOn(backend)

async function benchOn(backend: Backend): Promise<void> {
  const count = Number(values.workers ?? (backend === 'webgpu' ? 1 : availableParallelism()))
  const workers = await Promise.all(Array.from({ length: count }, () => startWorkerIn(MODELS)(backend)))
  const { adapter } = workers[0]
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${backend}${adapter ? ` (${adapter})` : ''}, ${count} ${count === 1 ? 'worker' : 'workers'}, ${cpus()[0].model}, Node ${process.versions.node}`,
  )
  try {
    if (values.curve) return await printCurve(workers, backend)
    if (values.peer) return await printPeers(workers, backend)
    await printTable(workers, backend)
  } finally {
    for (const worker of workers) worker.stop()
  }
}

async function printTable(workers: readonly Worker[], backend: Backend): Promise<void> {
  const before = await ceiling(backend, workers.length)
  const measured: Measured[] = []
  for (const layer of layers) measured.push(await measure(workers, backend, layer))
  const best = Math.max(before, await ceiling(backend, workers.length))
  row('layer', 'units', 'batch', 'units/s', 'by clock', 'GFLOP/unit', 'GFLOP/s', 'of ceiling', 'MB/worker')
  for (const { layer, units, batch, rate, clock, flop, memory } of measured)
    row(
      layer,
      units,
      batch,
      fixed(rate),
      fixed(clock),
      (flop / 1e9).toPrecision(3),
      fixed((rate * flop) / 1e9, 1),
      fixed((rate * flop) / best),
      Math.round(memory / 1e6),
    )
  const seconds = measured.reduce((sum, { units, rate }) => sum + units / rate, 0)
  const flop = measured.reduce((sum, each) => sum + each.units * each.flop, 0)
  const target = flop / (SHARE * best)
  console.log(
    `ceiling ${fixed(best / 1e9, 1)} GFLOP/s (the largest of some plain convolutions, ${workers.length} at once)`,
  )
  console.log(
    `whole network: ${fixed(flop / 1e12)} TFLOP in ${duration(1000 * seconds)}, ${fixed(flop / seconds / best)} of the ceiling; at ${SHARE} of it: ${duration(1000 * target)}`,
  )
  console.log(
    `without early stopping (${STEPS} steps in place of ${recipe.steps}): ${duration((1000 * seconds * STEPS) / recipe.steps)}`,
  )
}

async function printCurve(workers: readonly Worker[], backend: Backend): Promise<void> {
  const batches = [1, 2, 4, 8, 16, 32]
  row('units/s', ...batches)
  for (const layer of layers) {
    const rates: string[] = []
    for (const batch of batches) rates.push(fixed((await measure(workers, backend, layer, batch)).rate))
    row(layer, ...rates)
  }
}

async function printPeers(workers: readonly Worker[], backend: Backend): Promise<void> {
  const peers = findPeers(values.peers, join(MODELS, values.model, table.weights.file))
  await startBackend('wasm')
  const model = readModel(values.model)
  console.log(
    `${PEER_UNITS} units a layer; the score is the mean preactivation at the centre on the final picture; times are seconds a unit to the mean score of recipe.py`,
  )
  row('layer', 'its score', 'our score', 'its time', 'our step', 'our time', 'ours/its')
  let ofConv4 = NaN
  for (const layer of layers) {
    const peer = peers.recipe(layer, PEER_UNITS)
    const { seconds, score } = await renderFirst(workers, backend, layer)
    if (layer === 'conv4') ofConv4 = seconds
    const channels = Array.from({ length: PEER_UNITS }, (_, i) => i)
    let reached = Infinity
    const options = { seed: 0, steps: recipe.steps, reads: (step: number) => step % 4 === 0 }
    for await (const { step, scores } of scoreCurve(model, layer, channels, options)) {
      if (scores.reduce((a, b) => a + b) / scores.length < peer.meanScore!) continue
      reached = step
      break
    }
    const ours = (seconds * reached) / recipe.steps
    row(
      layer,
      fixed(peer.meanScore!),
      fixed(score),
      fixed(peer.secondsPerUnit, 3),
      reached,
      fixed(ours, 3),
      fixed(ours / peer.secondsPerUnit),
    )
  }
  if (!layers.includes('conv4')) return
  const lucent = peers.lucent('conv4', 1).secondsPerUnit
  console.log(
    `conv4, a whole picture: Lucent's defaults ${fixed(lucent, 1)} s a unit, ours ${fixed(ofConv4, 3)} s: ${Math.round(lucent / ofConv4)} times faster`,
  )
}

/** The units a peer renders, shared evenly by all workers: seconds a unit, and their mean score. */
async function renderFirst(workers: readonly Worker[], backend: Backend, layer: string) {
  const [full] = makeBatches([itemOf(layer, 0)], backend)
  const each = Math.ceil(PEER_UNITS / workers.length)
  await Promise.all(workers.map((worker) => worker.run({ ...full, size: 1 }, () => {})))
  const begun = performance.now()
  const done = await Promise.all(
    workers.map((worker, i) => {
      const channels = Array.from({ length: Math.min(each, PEER_UNITS - i * each) }, (_, j) => i * each + j)
      const items = channels.map((channel) => itemOf(layer, channel))
      return worker.run({ ...full, items, size: items.length, flop: 0 }, () => {})
    }),
  )
  const seconds = (performance.now() - begun) / 1000 / PEER_UNITS
  const scores = done.flatMap(({ results }) => (results as Visualization[]).map(({ score }) => score))
  return { seconds, score: scores.reduce((a, b) => a + b) / scores.length }
}

interface Measured {
  layer: string
  units: number
  batch: number
  /** Units a second, all workers together: of the processor, but for a GPU. */
  rate: number
  /** Units a second of the clock. */
  clock: number
  /** Operations that one unit takes. */
  flop: number
  /** Bytes, of one worker, at most. */
  memory: number
}

async function measure(workers: readonly Worker[], backend: Backend, layer: string, size?: number): Promise<Measured> {
  const units = sizes.get(layer)!.channels
  const flop = itemOf(layer, 0).flop
  const [full] = makeBatches(
    Array.from({ length: units }, (_, channel) => itemOf(layer, channel)),
    backend,
  )
  const each = size ?? full.size
  const times = Math.max(1, Math.round(SAMPLE / (each * flop)), size ? 1 : 2)
  const batchOf = (worker: number, time: number): Batch => {
    const items = Array.from({ length: each }, (_, i) => itemOf(layer, ((worker * times + time) * each + i) % units))
    return { ...full, items, size: each, flop: flop * each }
  }
  // Kernels are prepared on first use.
  await Promise.all(workers.map((worker) => worker.run(resize(batchOf(0, 0), 1)[0], () => {})))
  const begun = performance.now()
  const usages = await Promise.all(
    workers.map(async (worker, i) => {
      const usage = { memory: 0, processor: 0 }
      for (let time = 0; time < Math.min(times, 8); time++) {
        const { memory, processor } = await worker.run(batchOf(i, time), () => {})
        usage.memory = Math.max(usage.memory, memory)
        usage.processor += processor
      }
      return usage
    }),
  )
  const clock = (performance.now() - begun) / 1000
  const processor = usages.reduce((sum, each) => sum + each.processor, 0) / workers.length
  const done = workers.length * Math.min(times, 8) * each
  const rate = done / (backend === 'webgpu' ? clock : processor)
  const memory = Math.max(...usages.map((usage) => usage.memory))
  return { layer, units, batch: each, rate, clock: done / clock, flop, memory }
}

function itemOf(layer: string, channel: number): Item {
  const request = { kind: 'picture', model: values.model, unit: `${layer}/${channel}`, seed: 0 } as const
  return {
    request,
    wantedBy: [],
    id: request.unit,
    weights: '',
    network: '',
    version: '',
    dependencies: [],
    state: 'missing',
    flop: cost(request, table),
    batching,
  }
}

/** FLOP/s of the fastest plain convolution, all workers at once. */
async function ceiling(backend: Backend, workers: number): Promise<number> {
  const runs = await Promise.all(
    Array.from({ length: workers }, () =>
      promisify(execFile)(process.execPath, [join(import.meta.dirname, 'ceiling.ts'), backend]),
    ),
  )
  const rates = runs.map(({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1)!) as number[])
  return 1e9 * Math.max(...rates[0].map((_, i) => rates.reduce((sum, rate) => sum + rate[i], 0)))
}
