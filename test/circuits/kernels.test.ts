import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { kernels } from '../../src/circuits/kernels/kernels.ts'
import '../backends.ts'
import { createMenagerie, parameters } from '../model/menagerie.ts'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe('kernels', () => {
  it('fall in size, and are those of the file', () => {
    const model = createMenagerie()
    const found = kernels(model, { layer: 'sparse', channel: null, count: 1000 })
    // Two groups: each of 10 filters reads 4 of 8 channels.
    expect(found).toHaveLength(40)
    const norms = found.map(({ norm }) => norm)
    expect(norms).toEqual([...norms].sort((a, b) => b - a))
    const { data } = parameters.get('sparse/kernel')!
    for (const { to, from, grids } of found) {
      expect(Math.floor(from! / 4)).toBe(Math.floor(to / 5))
      expect([...grids[0]!.values]).toEqual(
        Array.from({ length: 9 }, (_, tap) => data[(tap * 4 + (from! % 4)) * 10 + to]),
      )
    }
    model.dispose()
  })

  it('of the first layer hold all colours, of one unit lead to it alone', () => {
    const model = createMenagerie()
    const first = kernels(model, { layer: 'stem', channel: null, count: 3 })
    expect(first.map(({ from, grids }) => [from, grids.length])).toEqual([
      [null, 3],
      [null, 3],
      [null, 3],
    ])
    const [{ norm, grids }] = first as [(typeof first)[number]]
    const squares = grids.flatMap(({ values }) => [...values]).reduce((sum, w) => sum + w * w, 0)
    expect(norm).toBeCloseTo(Math.sqrt(squares), 6)
    const one = kernels(model, { layer: 'wide', channel: 2, count: 99 })
    expect(new Set(one.map(({ to }) => to))).toEqual(new Set([2]))
    expect(() => kernels(model, { layer: 'peak', channel: null, count: 1 })).toThrow(
      /^no kernels: peak is no convolution/,
    )
    model.dispose()
  })
})
