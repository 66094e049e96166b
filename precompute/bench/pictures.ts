/**
 * How good the pictures of a network's units are, layer by layer:
 * `npm run bench:pictures -- --dataset DIR [--model lumen] [--layer conv4]… [--sheets DIR] [--workers N]`
 *
 * Prints per layer how many units are live, the share of them whose picture excites them more, at the
 * centre, than the best of the images does anywhere, the mean score, and the share of values clipped
 * (bytes 0 and 255). With `--sheets`, writes one PNG per layer to look at.
 */
import * as tf from '@tensorflow/tfjs'
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import type { Request } from '../../src/artifacts/request.ts'
import { forward } from '../../src/model/forward.ts'
import { extents } from '../../src/model/geometry.ts'
import type { Model } from '../../src/model/model.ts'
import { preactivation } from '../../src/vocabulary/unit.ts'
import type { Visualization } from '../../src/optvis/visualizeUnits.ts'
import { startBackend } from '../backend.ts'
import type { Batch } from '../batches.ts'
import { readDataset, readImage } from '../dataset.ts'
import { MODELS, readModel } from '../readModel.ts'
import { startWorkerIn } from '../workerProcess.ts'
import { hasWeights } from '../../src/model/operations.ts'

const BATCH = 16
const { values } = parseArgs({
  options: {
    dataset: { type: 'string' },
    model: { type: 'string', default: 'lumen' },
    layer: { type: 'string', multiple: true },
    sheets: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string', default: '0' },
  },
})

await startBackend('wasm')
const model = readModel(values.model)
const sizes = extents(model.table)
const named = model.table.layers.filter(hasWeights)
const layers = values.layer ?? named.map(({ name }) => name.replace(/\.pre$/, ''))
const best = values.dataset ? await bestOfImages(model, layers, values.dataset) : undefined
const workers = await Promise.all(Array.from({ length: Number(values.workers) }, () => startWorkerIn(MODELS)('wasm')))

console.log('layer    units  live  beat images  mean score  clipped  s/unit  dead')
for (const layer of layers) {
  const count = sizes.get(layer)!.channels
  const started = performance.now()
  const pictures = await visualize(layer, count)
  const seconds = (performance.now() - started) / 1000
  const live = pictures.filter(({ dead }) => !dead)
  const images = best?.get(layer)
  const beaten = images && live.filter(({ channel, score }) => score > images[channel]).length
  const mean = live.reduce((sum, { score }) => sum + score, 0) / live.length
  const dead = pictures.filter((picture) => picture.dead).map(({ channel }) => channel)
  console.log(
    [
      layer.padEnd(8),
      String(count).padStart(5),
      String(live.length).padStart(5),
      (beaten === undefined ? '–' : `${((100 * beaten) / live.length).toFixed(1)} %`).padStart(12),
      mean.toFixed(3).padStart(11),
      `${(100 * clipped(pictures)).toFixed(2)} %`.padStart(8),
      (seconds / count).toFixed(3).padStart(7),
      ` ${dead.join(' ')}`,
    ].join(' '),
  )
  if (values.sheets) await writeSheet(pictures, join(values.sheets, `${layer}.png`))
}
for (const worker of workers) worker.stop()

/** The highest preactivation of every unit at any position in any image. */
async function bestOfImages(
  network: Model,
  names: readonly string[],
  folder: string,
): Promise<Map<string, Float32Array>> {
  const images = readDataset(folder)
  const { height, width } = network.table.input
  const highest = new Map(names.map((name) => [name, new Float32Array(sizes.get(name)!.channels).fill(-Infinity)]))
  const targets = names.map((name) => preactivation(name, network.table))
  for (let from = 0; from < images.length; from += 50) {
    const some = images.slice(from, from + 50)
    const pixels = await Promise.all(some.map(({ path }) => readImage(path, height, width)))
    const peaks = tf.tidy(() => {
      const batch = tf.stack(pixels.map((each) => tf.tensor3d(each, [height, width, 3])))
      const activations = forward(network)(batch as tf.Tensor4D, targets)
      return targets.map((name) => {
        const values = activations[name]
        return tf.max(values.rank === 4 ? tf.max(values, [1, 2]) : values, 0).dataSync()
      })
    })
    names.forEach((name, i) => {
      const so = highest.get(name)!
      peaks[i].forEach((peak, channel) => (so[channel] = Math.max(so[channel], peak)))
    })
  }
  return highest
}

async function visualize(layer: string, count: number): Promise<Visualization[]> {
  const queue = Array.from({ length: Math.ceil(count / BATCH) }, (_, i): Batch => {
    const channels = Array.from({ length: Math.min(BATCH, count - i * BATCH) }, (_, j) => i * BATCH + j)
    const requests = channels.map((channel): Request => ({
      kind: 'picture',
      model: values.model,
      unit: `${layer}/${channel}`,
      seed: Number(values.seed),
    }))
    const items = requests.map((request) => ({ request })) as Batch['items']
    return { kind: 'picture', model: values.model, items, size: items.length, flop: 0 }
  })
  const found: Visualization[] = []
  await Promise.all(
    workers.map(async (worker) => {
      for (let batch = queue.shift(); batch; batch = queue.shift())
        found.push(...((await worker.run(batch, () => {})).results as Visualization[]))
    }),
  )
  return found.sort((a, b) => a.channel - b.channel)
}

function clipped(pictures: readonly Visualization[]): number {
  let ends = 0
  let all = 0
  for (const { image } of pictures)
    for (const value of image) {
      const byte = Math.round(value * 255)
      if (byte <= 0 || byte >= 255) ends++
      all++
    }
  return ends / all
}

/** Sixteen to a row, enlarged to about 96 pixels. */
async function writeSheet(pictures: readonly Visualization[], path: string): Promise<void> {
  const { width, height } = pictures[0]
  const factor = Math.max(1, Math.round(96 / height))
  const tile = { width: width * factor, height: height * factor }
  const gap = 4
  const tiles = await Promise.all(
    pictures.map(async ({ image }, i) => ({
      input: await sharp(
        Uint8Array.from(image, (v) => Math.round(v * 255)),
        {
          raw: { width, height, channels: 3 },
        },
      )
        .resize(tile.width, tile.height, { kernel: 'nearest' })
        .png()
        .toBuffer(),
      left: (i % 16) * (tile.width + gap),
      top: Math.floor(i / 16) * (tile.height + gap),
    })),
  )
  mkdirSync(join(path, '..'), { recursive: true })
  await sharp({
    create: {
      width: 16 * (tile.width + gap),
      height: Math.ceil(pictures.length / 16) * (tile.height + gap),
      channels: 3,
      background: '#fff',
    },
  })
    .composite(tiles)
    .png()
    .toFile(path)
}
