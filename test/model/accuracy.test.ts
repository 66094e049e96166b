import * as tf from '@tensorflow/tfjs'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readLayerTable, readModel } from '../../precompute/readModel.ts'
import '../backends.ts'
import { accuracy, evaluationOf, evaluationSchema, ranks, seededSubset } from './accuracy.ts'
import { present } from './lumen.ts'
import { ARCHIVE, readValidation } from './tinyImageNet.ts'

describe.each([
  ['lumen', 0.436, 0.7049],
  ['prism', 0.4229, 0.6945],
])('the recorded accuracy of %s', (id, top1, top5) => {
  const recorded = evaluationSchema.parse(JSON.parse(readFileSync(evaluationOf(id), 'utf8')))

  it('is of the weights that the site ships', () => {
    expect(recorded.weights, 'run node --import ./precompute/foundByPlace.ts test/model/accuracy.ts ID').toBe(
      readLayerTable(id).weights.sha256,
    )
  })

  it('is of all validation images, and what training measured', () => {
    expect(recorded.images).toBe(10_000)
    expect(recorded.top1).toBeCloseTo(top1, 3)
    expect(recorded.top5).toBeCloseTo(top5, 3)
  })

  it.runIf(present(ARCHIVE, `the accuracy of ${id} on validation images`))(
    'is what our own forward measures on a seeded part of them',
    async () => {
      await tf.setBackend('wasm')
      const { seed, images: count } = recorded.subset
      const images = readValidation()
      const model = readModel(id)
      const chosen = seededSubset(seed, images.length, count).map((i) => images[i])
      const found = accuracy(await ranks(model, chosen))
      model.dispose()
      // Another machine's rounding may turn a tie or two.
      expect(Math.abs(found.top1 - recorded.subset.top1)).toBeLessThanOrEqual(2 / count)
      expect(Math.abs(found.top5 - recorded.subset.top5)).toBeLessThanOrEqual(2 / count)
      expect(new Set(chosen.map(({ name }) => name)).size).toBe(count)
    },
    180_000,
  )
})
