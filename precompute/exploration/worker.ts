/** A process that shows stimuli to a network: each message a slice of a protocol, each answer every unit's responses. */
import * as tf from '@tensorflow/tfjs'
import { position, type Target } from '../../src/model/cone.ts'
import { forward } from '../../src/model/forward.ts'
import { centre, extents } from '../../src/model/geometry.ts'
import type { LayerTable } from '../../src/vocabulary/layerTable.ts'
import type { Model } from '../../src/model/model.ts'
import { shuffled } from '../../src/model/shuffled.ts'
import { draw } from '../../src/stimuli/family.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import { startBackend } from '../backend.ts'
import type { Backend } from '../backendName.ts'
import { readModel } from '../readModel.ts'
import { protocols, stimuliOf } from './protocols.ts'
import { hasWeights, isGlobal, operationOf } from '../../src/model/operations.ts'

export interface Job {
  model: string
  backend: Backend | 'auto'
  /** Whether its weights are shuffled. */
  shuffle: boolean
  protocol: number
  from: number
  to: number
}
export type Answer = { job: Job; responses: Float32Array } | { error: string }

const CHUNK = 32
const models = new Map<string, Promise<Model>>()

/** Every layer of units, by name, with its number of channels: what follows a ReLU, and the logits. */
export function layersOf(table: LayerTable): { name: string; channels: number }[] {
  const sizes = extents(table)
  return table.layers
    .filter((layer) => operationOf(layer).slope || (hasWeights(layer) && isGlobal(layer)))
    .map(({ name }) => ({ name, channels: sizes.get(name)!.channels }))
}

async function load({ model, backend, shuffle }: Job): Promise<Model> {
  await startBackend(backend)
  const read = readModel(model)
  return shuffle ? shuffled(read) : read
}

async function answer(job: Job): Promise<Answer> {
  const key = `${job.model} ${job.shuffle}`
  const loading = models.get(key) ?? load(job)
  models.set(key, loading)
  const model = await loading
  const { table } = model
  const layers = layersOf(table)
  const sizes = extents(table)
  const targets = layers.map(({ name }): Target => {
    const { height, width } = sizes.get(name)!
    return height * width > 1 ? { layer: name, window: position(...centre(table, name)) } : name
  })
  const channels = layers.reduce((sum, each) => sum + each.channels, 0)
  const protocol = protocols[job.protocol]
  const stimuli = stimuliOf(protocol).slice(job.from, job.to)
  const responses = new Float32Array(stimuli.length * channels)
  const { height, width } = table.input
  const run = forward(model)
  for (let start = 0; start < stimuli.length; start += CHUNK) {
    const some = stimuli.slice(start, start + CHUNK)
    const all = tf.tidy(() => {
      const image = draw(familyNamed(protocol.family), some as never, {
        height,
        width,
        top: -Math.floor(height / 2),
        left: -Math.floor(width / 2),
      })
      const found = run(image, targets)
      return tf.concat(
        layers.map(({ name, channels }) => tf.reshape(found[name], [-1, channels])),
        1,
      )
    })
    responses.set(await all.data<'float32'>(), start * channels)
    all.dispose()
  }
  return { job, responses }
}

if (process.send) {
  process.on('message', (job: Job) => {
    answer(job).then(
      (result) => process.send!(result),
      (error: Error) => process.send!({ error: error.message } satisfies Answer),
    )
  })
  process.on('disconnect', () => process.exit(0))
}
