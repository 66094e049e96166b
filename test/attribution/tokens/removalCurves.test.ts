import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromLeast, fromMost, without } from '../../../src/attribution/tokens/perturbation.ts'
import { mapOfOrder, removalCurve } from '../../../src/attribution/tokens/removalCurves.ts'
import { tokenStructure } from '../../../src/attribution/tokens/structure.ts'
import { createModel } from '../../../src/model/model.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'
import { SIDE, slowTransformer, transformerParameters, transformerTable } from '../../model/smallTransformer.ts'

const rng = createRng(6, 'picture')
const pixels = () => ({
  height: SIDE,
  width: SIDE,
  values: Float32Array.from({ length: SIDE * SIDE * 3 }, () => rng.uniform()),
})

beforeAll(async () => {
  await tf.setBackend('wasm')
  await tf.ready()
})

describe('a removal curve', () => {
  it.each(['most', 'least'] as const)('from the %s relevant on is the slow network’s on each picture', async (way) => {
    const table = transformerTable()
    const parameters = transformerParameters(table)
    const structure = tokenStructure(table)
    const model = createModel(table, parameters)
    const [image, filling] = [pixels(), pixels()]
    const map = [0.3, -1, 2, 0.3]
    const steps = [0, 1, 3, 4]
    const found = await removalCurve(model, structure, { image, filling, index: 2, map, steps }, way)
    const order = way === 'most' ? [2, 0, 3, 1] : [1, 0, 3, 2]
    const probabilities = steps.map((count) => {
      const { logits } = slowTransformer(parameters, without(image, filling, structure.grid, order.slice(0, count)))
      const exp = logits.map(Math.exp)
      return exp[2] / exp.reduce((a, b) => a + b)
    })
    probabilities.forEach((p, i) => expect(found.probabilities[i]).toBeCloseTo(p, 5))
    const [a, b, c, d] = probabilities
    expect(found.area).toBeCloseTo(((a + b) / 2 + (b + c) + (c + d) / 2) / 4, 5)
    expect(found.kept).toHaveLength(4)
    model.dispose()
  })
})

describe('the map of an order', () => {
  it('has the named patches first, in that order, and the others after them, the same each time', () => {
    const map = mapOfOrder([5, 0, 3], 8, 4)
    const order = fromMost(map)
    expect(order.slice(0, 3)).toEqual([5, 0, 3])
    expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(fromLeast(map).slice(-3)).toEqual([3, 0, 5])
    expect(mapOfOrder([5, 0, 3], 8, 4)).toEqual(map)
    expect(fromMost(mapOfOrder([5, 0, 3], 8, 5))).not.toEqual(order)
  })

  it('of nothing is chance, and of all patches leaves nothing to it', () => {
    expect(new Set(fromMost(mapOfOrder([], 64, 0))).size).toBe(64)
    const all = [3, 1, 0, 2]
    expect(fromMost(mapOfOrder(all, 4, 0))).toEqual(all)
    expect(fromMost(mapOfOrder(all, 4, 9))).toEqual(all)
  })
})
