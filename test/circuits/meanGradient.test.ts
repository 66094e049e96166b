import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { TRUE } from '../../src/circuits/linear/throughLayer.ts'
import { cosine } from '../../src/vocabulary/cosine.ts'
import { expandedWeights, slice } from '../../src/circuits/linear/expandedWeights.ts'
import { meanGradient, stimuliFor, type MeanGradient } from '../../src/circuits/linear/meanGradient.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { draw, familyNamed } from '../../src/stimuli/index.ts'
import { mixture } from '../../src/stimuli/mixture.ts'
import { SEARCHED } from '../../src/vocabulary/seededStimuli.ts'
import '../backends.ts'

describe('the mean true gradient', () => {
  let model: Model
  beforeAll(async () => {
    await tf.setBackend('wasm')
    model = readModel('lumen')
  })
  afterAll(() => model.dispose())

  async function last(to: string, from: string, perFamily = 1): Promise<MeanGradient> {
    let found: MeanGradient | undefined
    for await (const frame of meanGradient(model, to, from, stimuliFor(model, to, perFamily, 0))) found = frame
    return found!
  }

  it('is the mean of the gradients on each stimulus, one by one', async () => {
    const to = 'conv4/39'
    const stimuli = stimuliFor(model, to, 1, 0)
    const { values, window, done, total, active } = await last(to, 'conv1')
    expect([done, total]).toEqual([14, 14])
    const sums = new Float64Array(values.length)
    let positive = 0
    for (const { family, samples } of stimuli)
      for (const sample of samples) {
        // The middle of conv4's centre unit is pixel 32.
        const frame = { height: 64, width: 64, top: -32, left: -32 }
        const image = draw(familyNamed(family), [sample], frame)
        const each = await expandedWeights(model, to, 'conv1', TRUE, image)
        expect(each.window).toEqual(window)
        each.values.forEach((value, i) => (sums[i] += value))
        const layer = forward(model)(image, ['conv4.pre'])['conv4.pre'].dataSync()
        if (layer[(8 * 16 + 8) * 64 + 39] > 0) positive++
      }
    values.forEach((value, i) => expect(value).toBeCloseTo(sums[i] / 14, 5))
    expect(active).toBeCloseTo(positive / 14, 10)
  })

  it('is the kernel itself where nothing lies between, and no longer further away', async () => {
    const open = { relu: 'identity', maxPool: 'average' } as const
    const near = await expandedWeights(model, 'conv4/39', 'conv3', open)
    expect(cosine(near.values, (await last('conv4/39', 'conv3')).values)).toBeCloseTo(1, 6)
    const far = await expandedWeights(model, 'conv4/39', 'conv1', open)
    const agreement = cosine(far.values, (await last('conv4/39', 'conv1')).values)
    expect(agreement).toBeGreaterThan(0.2)
    expect(agreement).toBeLessThan(0.98)
    expect(slice(far, 0).values.length * 32).toBe(far.values.length)
  })
})

describe('mixture', () => {
  const drawnBy = (seed: number) =>
    mixture(SEARCHED.map(familyNamed), 3, 5, (family, number) => createRng(seed, family, number))

  it('draws every family within its ranges, the same for the same seed', () => {
    const drawn = drawnBy(1)
    expect(drawn).toHaveLength(14)
    for (const { samples } of drawn) {
      expect(samples).toHaveLength(3)
      for (const { x, y } of samples) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(5)
    }
    const wheel = drawn.find(({ family }) => family === 'wheel')!.samples
    for (const { spokes } of wheel) expect(Number.isInteger(spokes)).toBe(true)
    expect(drawnBy(1)).toEqual(drawn)
    expect(drawnBy(2)).not.toEqual(drawn)
  })

  it('draws the same of a family whichever others there are', () => {
    const alone = mixture([familyNamed('wheel')], 3, 5, (family, number) => createRng(1, family, number))
    expect(alone).toEqual(drawnBy(1).filter(({ family }) => family === 'wheel'))
  })
})

describe('cosine', () => {
  it('is 1 for the same direction, −1 for the opposite, and refuses lists of other lengths', () => {
    expect(cosine([1, 2], [2, 4])).toBeCloseTo(1, 12)
    expect(cosine([1, 0], [-3, 0])).toBe(-1)
    expect(cosine([1, 0], [0, 5])).toBe(0)
    expect(cosine([0, 0], [1, 0])).toBeNaN()
    expect(() => cosine([1], [1, 2])).toThrow('lists of 1 and 2 numbers have no angle between them')
  })
})
