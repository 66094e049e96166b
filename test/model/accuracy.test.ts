import * as tf from '@tensorflow/tfjs'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import '../backends.ts'
import { accuracy, EVALUATION, evaluationSchema, ranks, seededSubset } from './accuracy.ts'
import { lumenTable, present } from './lumen.ts'
import { ARCHIVE, readValidation } from './tinyImageNet.ts'

const recorded = evaluationSchema.parse(JSON.parse(readFileSync(EVALUATION, 'utf8')))

describe('the recorded accuracy of lumen', () => {
  it('is of the weights that the site ships', () => {
    expect(recorded.weights, 'run node --import ./precompute/foundByPlace.ts test/model/accuracy.ts').toBe(
      lumenTable().weights.sha256,
    )
  })

  it('is of all validation images, and what training measured', () => {
    expect(recorded.images).toBe(10_000)
    expect(recorded.top1).toBeCloseTo(0.436, 3)
    expect(recorded.top5).toBeCloseTo(0.7049, 3)
  })

  it.runIf(present(ARCHIVE, 'the accuracy of lumen on validation images'))(
    'is what our own forward measures on a seeded part of them',
    async () => {
      await tf.setBackend('wasm')
      const { seed, images: count } = recorded.subset
      const images = readValidation()
      const model = readModel('lumen')
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
