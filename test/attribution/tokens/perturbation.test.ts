import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { FILLINGS, filled } from '../../../src/attribution/tokens/fillings.ts'
import {
  areaUnder,
  fromLeast,
  fromMost,
  perturb,
  tenths,
  without,
} from '../../../src/attribution/tokens/perturbation.ts'
import { tokenStructure } from '../../../src/attribution/tokens/structure.ts'
import { createModel } from '../../../src/model/model.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'
import { relativeError } from '../../model/closeness.ts'
import { PATCH, SIDE, slowTransformer, transformerParameters, transformerTable } from '../../model/smallTransformer.ts'

const rng = createRng(4, 'picture')
const image = { height: SIDE, width: SIDE, values: Float32Array.from({ length: SIDE * SIDE * 3 }, () => rng.uniform()) }

beforeAll(async () => {
  await tf.setBackend('wasm')
  await tf.ready()
})

describe('a filling', () => {
  it.each(FILLINGS)('%s keeps the picture’s size and range, and is the same again', (filling) => {
    const found = filled(image, filling, PATCH, 0.5, 1)
    expect(found.values).toHaveLength(image.values.length)
    expect(Math.min(...found.values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...found.values)).toBeLessThanOrEqual(1)
    expect(filled(image, filling, PATCH, 0.5, 1).values).toEqual(found.values)
  })

  it('is the mean colour of a picture of one colour, whether mean, blur or noise', () => {
    const plain = { ...image, values: image.values.map((_, i) => [0.2, 0.4, 0.6][i % 3]) }
    for (const filling of ['mean', 'blur', 'noise'] as const)
      expect(relativeError(filled(plain, filling, PATCH, 0.5, 1).values, plain.values), filling).toBeLessThan(1e-6)
  })

  it('of blur is the weighted mean of the picture around it', () => {
    const found = filled(image, 'blur', PATCH, 0.5, 1)
    const [y, x, c] = [3, 5, 1]
    let [sum, whole] = [0, 0]
    // Both axes are cut where they leave three deviations, or the picture.
    for (let v = 0; v < SIDE; v++)
      for (let u = 0; u < SIDE; u++) {
        if (Math.abs(v - y) > 6 || Math.abs(u - x) > 6) continue
        const weight = Math.exp(-((v - y) ** 2 + (u - x) ** 2) / 8)
        sum += weight * image.values[(v * SIDE + u) * 3 + c]
        whole += weight
      }
    expect(found.values[(y * SIDE + x) * 3 + c]).toBeCloseTo(sum / whole, 6)
  })
})

describe('removing patches', () => {
  const table = transformerTable()
  const parameters = transformerParameters(table)
  const structure = tokenStructure(table)
  const filling = filled(image, 'mean', PATCH, 0.5, 1)

  it('takes away just what was named', () => {
    const found = without(image, filling, structure.grid, [1, 2])
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const patch = Math.floor(y / PATCH) * (SIDE / PATCH) + Math.floor(x / PATCH)
        const from = [1, 2].includes(patch) ? filling : image
        const at = (y * SIDE + x) * 3
        expect(found.slice(at, at + 3)).toEqual(from.values.slice(at, at + 3))
      }
  })

  it('gives the scores of the slow network on each picture', async () => {
    const model = createModel(table, parameters)
    const order = [2, 0, 3, 1]
    const found = await perturb(model, structure, image, filling, 1, order, [0, 1, 2, 4])
    for (const [i, count] of [0, 1, 2, 4].entries()) {
      const picture = without(image, filling, structure.grid, order.slice(0, count))
      const { logits } = slowTransformer(parameters, picture)
      const exp = logits.map(Math.exp)
      expect(relativeError([found.logits[i]], [logits[1]])).toBeLessThan(1e-5)
      expect(found.probabilities[i]).toBeCloseTo(exp[1] / exp.reduce((a, b) => a + b), 5)
    }
    expect(found.kept[0]).toBe(true)
    model.dispose()
  })
})

it('orders patches both ways, each once', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 64 }), (map) => {
      const [down, up] = [fromMost(map), fromLeast(map)]
      expect([...down].sort((a, b) => a - b)).toEqual(map.map((_, i) => i))
      expect([...up].sort((a, b) => a - b)).toEqual(map.map((_, i) => i))
      for (let i = 1; i < map.length; i++) {
        expect(map[down[i - 1]]).toBeGreaterThanOrEqual(map[down[i]])
        expect(map[up[i - 1]]).toBeLessThanOrEqual(map[up[i]])
      }
    }),
  )
})

it('measures the area under a curve in the unit of its values', () => {
  expect(areaUnder([0, 2, 4], [3, 3, 3])).toBe(3)
  expect(areaUnder([0, 1, 4], [0, 1, 4])).toBe(2)
  expect(tenths(64)).toEqual([0, 6, 12, 17, 23, 29, 35, 40, 46, 52, 58])
})
