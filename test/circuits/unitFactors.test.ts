import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { countFactors } from '../../src/circuits/parts/countFactors.ts'
import { unitFactors } from '../../src/circuits/parts/unitFactors.ts'
import type { Model } from '../../src/model/model.ts'
import '../backends.ts'

describe('the factors of a unit', () => {
  let model: Model
  beforeAll(async () => {
    await tf.setBackend('wasm')
    model = readModel('lumen')
  })
  afterAll(() => model.dispose())

  /** Weights of one unit straight from the file: `[channel][tap]`. */
  function weightsOf(layer: string, unit: number): number[][] {
    const { data, shape } = model.stored.get(`${layer}/kernel`)!
    const [height, width, inputs, filters] = shape as [number, number, number, number]
    return Array.from({ length: inputs }, (_, channel) =>
      Array.from({ length: height * width }, (_, tap) => data[(tap * inputs + channel) * filters + unit]),
    )
  }

  it.each([
    ['conv4/44', 2],
    ['conv6/119', 2],
    ['conv4/39', 3],
  ])('of %s, %i of them explain as much of its weights as a plain sum says', (unit, count) => {
    const [layer, channel] = unit.split('/') as [string, string]
    const found = unitFactors(model, { unit, count, seed: 0 })
    let [whole, rest] = [0, 0]
    weightsOf(layer, Number(channel)).forEach((row, c) =>
      row.forEach((weight, tap) => {
        const made = found.factors.reduce((sum, { channels, map }) => sum + channels[c] * map.values[tap], 0)
        whole += weight ** 2
        rest += (weight - made) ** 2
      }),
    )
    expect(found.share).toBeCloseTo(1 - rest / whole, 4)
    for (const { channels } of found.factors) {
      expect(Math.min(...channels)).toBeGreaterThanOrEqual(0)
      expect(Math.hypot(...channels)).toBeCloseTo(1, 4)
    }
  })

  it('are found again where the weights were made of two', () => {
    const [first, second] = [new Set([3, 9, 20]), new Set([11, 40])]
    const maps = [
      [1, 0.5, 0, -0.5, -1],
      [-0.4, 0.9, 0.9, 0.9, -0.4],
    ]
    const stored = model.stored.get('conv4/kernel')!
    const data = Float32Array.from(stored.data)
    const [, , inputs, filters] = stored.shape
    for (let tap = 0; tap < 25; tap++)
      for (let channel = 0; channel < inputs; channel++) {
        const row = Math.floor(tap / 5)
        const mix = [first, second].map((own) => (own.has(channel) ? 1 : 0))
        data[(tap * inputs + channel) * filters + 7] = mix[0] * maps[0][row] + mix[1] * maps[1][row]
      }
    const made = { ...model, stored: new Map([...model.stored, ['conv4/kernel', { ...stored, data }]]) }
    const found = unitFactors(made, { unit: 'conv4/7', count: 2, seed: 5, seeds: 3 })
    expect(found.share).toBeCloseTo(1, 3)
    expect(found.stability).toBeCloseTo(1, 3)
    const carriers = found.factors.map(({ channels }) =>
      [...channels.keys()].filter((channel) => channels[channel] > 0.01),
    )
    expect(carriers).toContainEqual([...first])
    expect(carriers).toContainEqual([...second])
  })

  it('are the same for a seed, and are told apart by their share', () => {
    const of = (seed: number) => countFactors(unitFactors(model, { unit: 'conv4/44', count: 3, seed }))
    expect(of(0)).toEqual(of(0))
    const shares = of(0).factors.map(({ share }) => share)
    expect([...shares].sort((a, b) => b - a)).toEqual(shares)
    const [two] = [unitFactors(model, { unit: 'conv4/44', count: 2, seed: 0, seeds: 2 })]
    expect(two.cosine).toBeLessThan(-0.8)
    expect(unitFactors(model, { unit: 'conv4/44', count: 1, seed: 0 }).cosine).toBeNull()
    expect(unitFactors(model, { unit: 'conv4/44', count: 1, seed: 0 }).stability).toBeNull()
  })

  it('names in its file the channels that carry a mix, and how much of it they hold', () => {
    const found = unitFactors(model, { unit: 'conv4/44', count: 2, seed: 0 })
    const { factors } = countFactors(found)
    factors.forEach(({ top, carried }, i) => {
      const { channels } = found.factors[i]
      const largest = [...channels].sort((a, b) => b - a).slice(0, 6)
      top.forEach(({ channel, weight }, k) => {
        expect(channels[channel]).toBeCloseTo(largest[k], 4)
        expect(weight).toBeCloseTo(largest[k], 3)
      })
      expect(carried).toBeCloseTo(
        largest.reduce((sum, each) => sum + each ** 2, 0),
        3,
      )
    })
  })

  it('say where there are none', () => {
    const of =
      (unit: string, count = 2) =>
      () =>
        unitFactors(model, { unit, count, seed: 0 })
    expect(of('conv1/3')).toThrow(
      'no factors of conv1/3 (its layer must be a convolution on all units of an earlier layer)',
    )
    expect(of('logits/3')).toThrow('no factors of logits/3')
    expect(of('conv4/44', 99)).toThrow('invalid number of factors: 99 (a whole number from 1 to 25)')
  })
})
