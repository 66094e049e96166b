import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forward } from '../../src/model/forward.ts'
import { latestActivations } from '../../src/model/latestActivations.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import '../backends.ts'
import { createMenagerie, table } from './menagerie.ts'

describe('latestActivations', () => {
  let model: Model
  beforeAll(async () => {
    await tf.setBackend('wasm')
    model = createMenagerie()
  })
  afterAll(() => model.dispose())

  const size = table.input.height
  const image = (seed: number) => {
    const rng = createRng(seed)
    const values = Float32Array.from({ length: size * size * 3 }, rng.uniform)
    return { height: size, width: size, values }
  }
  const plain = (values: Float32Array, layer: string) =>
    tf.tidy(() => forward(model)(tf.tensor4d(values, [1, size, size, 3]), [layer])[layer].dataSync())

  it('are those of the image asked about, whatever was asked before, and leave nothing on the device', async () => {
    const tensors = tf.memory().numTensors
    for (const [seed, layers] of [
      [1, ['stem']],
      [1, ['stem', 'wide']],
      [2, ['wide']],
      [1, ['wide', 'logits']],
    ] as const) {
      const given = image(seed)
      const found = await latestActivations(model, given, layers)
      for (const layer of layers) expect(found.get(layer)).toEqual(plain(given.values, layer))
      // What a caller does to its image later is no image of ours.
      given.values.fill(0.5)
    }
    const grey = { ...image(1), values: image(1).values.fill(0.5) }
    const found = await latestActivations(model, grey, ['stem'])
    expect(found.get('stem')).toEqual(plain(grey.values, 'stem'))
    expect(tf.memory().numTensors).toBe(tensors)
  })

  it('refuse an unknown layer, and go on', async () => {
    await expect(latestActivations(model, image(3), ['nothing'])).rejects.toThrow('nothing')
    const found = await latestActivations(model, image(3), ['stem'])
    expect(found.get('stem')).toEqual(plain(image(3).values, 'stem'))
  })
})
