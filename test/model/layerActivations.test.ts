import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { layerActivations } from '../../src/model/layerActivations.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

let model: Model
let image: Float32Array
beforeAll(async () => {
  await tf.setBackend('cpu')
  model = readModel('lumen')
  const rng = createRng(3)
  image = Float32Array.from({ length: 64 * 64 * 3 }, () => rng.uniform())
})

describe('layerActivations', () => {
  it('holds every value of forward, one map after the other, and the peak of each', async () => {
    const found = await layerActivations(model, { layer: 'conv3', image })
    const layer = forward(model)(tf.tensor4d(image, [1, 64, 64, 3]), ['conv3']).conv3
    const maps = (await layer.array()) as number[][][][]
    const { height, width, channels, values, peaks } = found
    expect([height, width, channels]).toEqual([16, 16, 64])
    for (let c = 0; c < channels; c++) {
      let most = -Infinity
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const value = maps[0][y][x][c]
          most = Math.max(most, value)
          expect(values[(c * height + y) * width + x]).toBeCloseTo(value, 5)
        }
      expect(peaks[c].value).toBeCloseTo(most, 5)
      const [y, x] = peaks[c].at
      expect(maps[0][y][x][c]).toBeCloseTo(most, 5)
    }
  })

  it('puts the strongest channel first, by magnitude for a preactivation', async () => {
    const { order, peaks, max, values } = await layerActivations(model, {
      layer: 'conv2.pre',
      image,
    })
    const strengths = order.map((channel) => Math.abs(peaks[channel].value))
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a))
    expect(new Set(order).size).toBe(48)
    expect(max).toBe(strengths[0])
    expect(max).toBe(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0))
    expect(peaks.some(({ value }) => value < 0)).toBe(true)
  })

  it('names the five likeliest classes, as softmax has them', async () => {
    const { guesses } = await layerActivations(model, { layer: 'conv1', image })
    const { softmax } = forward(model)(tf.tensor4d(image, [1, 64, 64, 3]), ['softmax'])
    const chances = [...(await softmax.data())]
    expect(guesses.map(({ probability }) => probability)).toEqual([...chances].sort((a, b) => b - a).slice(0, 5))
    for (const { name, probability } of guesses) expect(chances[model.table.classes.indexOf(name)]).toBe(probability)
  })

  it('refuses another size, a layer without positions, and an unknown one', async () => {
    const small = new Float32Array(12)
    await expect(layerActivations(model, { layer: 'conv1', image: small })).rejects.toThrow(
      'image of 12 numbers (lumen takes 64×64×3)',
    )
    await expect(layerActivations(model, { layer: 'logits', image })).rejects.toThrow(
      'layer logits of lumen has no positions',
    )
    await expect(layerActivations(model, { layer: 'conv9', image })).rejects.toThrow('unknown layer: conv9')
  })

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors
    await layerActivations(model, { layer: 'conv4', image })
    await layerActivations(model, { layer: 'logits', image }).catch(() => {})
    expect(tf.memory().numTensors).toBe(before)
  })
})
