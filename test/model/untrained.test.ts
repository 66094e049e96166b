import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { branchOf } from '../../src/model/branch.ts'
import type { Model } from '../../src/model/model.ts'
import { untrained } from '../../src/model/untrained.ts'
import '../backends.ts'

let prism: Model
beforeAll(async () => {
  await tf.setBackend('cpu')
  prism = readModel('prism')
})
afterAll(() => prism.dispose())

describe('untrained', () => {
  it('has the same shapes, no biases, and kernels of variance 2 / fan-in', () => {
    const twin = untrained(prism, 3)
    expect([...twin.stored.keys()]).toEqual([...prism.stored.keys()])
    for (const [name, { shape, data }] of twin.stored) {
      expect(shape).toEqual(prism.stored.get(name)!.shape)
      if (name.endsWith('/bias')) expect(data.every((value) => value === 0)).toBe(true)
      else {
        const fanIn = shape.slice(0, -1).reduce((product, each) => product * each, 1)
        const variance = data.reduce((sum, value) => sum + value * value, 0) / data.length
        // A sample variance strays by √(2/n): four of these.
        expect(Math.abs((variance * fanIn) / 2 - 1), name).toBeLessThan(4 * Math.sqrt(2 / data.length))
      }
    }
    twin.dispose()
  })

  it('is the same for the same seed, another for another, and nothing of the trained one', () => {
    const values = (seed: number) => {
      const twin = untrained(prism, seed)
      const data = Array.from(twin.stored.get('mixed4.b3x3/kernel')!.data)
      twin.dispose()
      return data
    }
    expect(values(1)).toEqual(values(1))
    expect(values(1)).not.toEqual(values(2))
  })
})

describe('branchOf', () => {
  it.each([
    ['mixed4', 0, 'mixed4.b1x1', 0],
    ['mixed4', 23, 'mixed4.b1x1', 23],
    ['mixed4', 24, 'mixed4.b3x3', 0],
    ['mixed4.pre', 71, 'mixed4.b3x3', 47],
    ['mixed4', 72, 'mixed4.b5x5', 0],
    ['mixed4', 87, 'mixed4.b5x5', 15],
    ['pool4', 30, 'mixed4.b3x3', 6],
    ['conv2', 5, 'conv2.pre', 5],
    ['mixed3.b5x5', 2, 'mixed3.b5x5', 2],
  ])('%s/%i is channel %3$i of %2$s', (layer, channel, branch, within) => {
    expect(branchOf(prism.table, layer, channel)).toEqual({ layer: branch, channel: within })
  })

  it('knows none of the image, or past the last unit', () => {
    expect(branchOf(prism.table, 'input', 0)).toBe(undefined)
    expect(branchOf(prism.table, 'mixed4', 88)).toBe(undefined)
  })
})
