import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Model } from '../../src/model/model.ts'
import { ascent, type Ascended, type Choices } from '../../src/optvis/ascent.ts'
import { visualizeUnits } from '../../src/optvis/visualizeUnits.ts'
import '../backends.ts'
import { relativeError } from '../model/closeness.ts'
import { createMenagerie } from '../model/menagerie.ts'

let model: Model
beforeAll(async () => {
  await tf.setBackend('wasm')
  model = createMenagerie()
})
afterAll(() => model.dispose())

async function run(choices: Choices): Promise<Ascended[]> {
  const steps: Ascended[] = []
  for await (const step of ascent(model, choices)) steps.push(step)
  return steps
}
const final = async (choices: Choices) => (await run(choices)).at(-1)!

describe('ascent', () => {
  it('left alone ends at the very picture that is precomputed, with its score', async () => {
    const [wanted] = await visualizeUnits(model, 'sparse', [3], { seed: 7 })
    const found = await final({ unit: 'sparse/3', seed: 7 })
    expect(found.step).toBe(wanted.steps)
    expect(relativeError(found.images, wanted.image)).toBeLessThan(1e-5)
    expect(found.scores![0]).toBeCloseTo(wanted.score, 4)
  })

  it('reads the score at the first step, every fourth, and the last', async () => {
    const steps = await run({ unit: 'sparse/3', seed: 7, steps: 10 })
    expect(steps.filter(({ scores }) => scores).map(({ step }) => step)).toEqual([1, 4, 8, 10])
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('negative lowers what otherwise rises', async () => {
    const choices = { unit: 'sparse.pre/3', seed: 1, steps: 24 }
    const up = (await final(choices)).scores![0]
    const down = (await final({ ...choices, negative: true })).scores![0]
    const start = (await run({ ...choices, steps: 1 }))[0].scores![0]
    expect(up).toBeGreaterThan(start)
    expect(down).toBeLessThan(start)
  })

  it('without transforms the score is higher, with penalties the picture is calmer', async () => {
    const choices = { unit: 'sparse/3', seed: 1, steps: 32 }
    const variation = ({ images, width }: Ascended) => {
      let sum = 0
      for (let i = 3; i < images.length; i++) if (Math.floor(i / 3) % width) sum += Math.abs(images[i] - images[i - 3])
      return sum
    }
    const all = await final(choices)
    const none = await final({ ...choices, transforms: 'none' })
    expect(none.scores![0]).toBeGreaterThan(all.scores![0])
    const naive = { ...choices, parameterization: 'pixel', transforms: 'none' } as const
    const noisy = await final({ ...naive, decorrelate: false, bound: false })
    const calm = await final({ ...naive, decorrelate: false, bound: false, totalVariation: 500 })
    expect(variation(calm)).toBeLessThan(variation(noisy))
  })

  it('between two units lie pictures that serve both', async () => {
    const at = async (share: number) =>
      (await final({ unit: 'sparse/3', seed: 1, steps: 24, towards: { unit: 'sparse/5', share } })).images
    const own = (await final({ unit: 'sparse/3', seed: 1, steps: 24 })).images
    expect(relativeError(await at(0), own)).toBeLessThan(1e-5)
    expect(relativeError(await at(1), own)).toBeGreaterThan(0.05)
  })

  it('several pictures with diversity come out less alike than without', async () => {
    const alike = async (diversity: number) => {
      const { images, scores } = await final({ unit: 'logits/1', seed: 1, steps: 32, pictures: 2, diversity })
      expect(scores).toHaveLength(2)
      const [a, b] = [images.subarray(0, images.length / 2), images.subarray(images.length / 2)]
      return relativeError(a, b)
    }
    expect(await alike(50)).not.toBeCloseTo(await alike(0), 3)
  })

  it('a direction of one channel is that channel', async () => {
    const vector = Array.from({ length: 10 }, (_, i) => (i === 3 ? 2 : 0))
    const found = await final({ unit: 'sparse/3', vector, seed: 1, steps: 8 })
    const wanted = await final({ unit: 'sparse/3', seed: 1, steps: 8 })
    expect(relativeError(found.images, wanted.images)).toBeLessThan(1e-4)
  })

  it('frees what it made when it is left', async () => {
    await run({ unit: 'sparse/3', seed: 1, steps: 2 })
    const before = tf.memory().numTensors
    const steps = ascent(model, { unit: 'sparse/3', seed: 1, pictures: 2 })
    await steps.next()
    await steps.next()
    await steps.return()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('says what it cannot do', async () => {
    await expect(final({ unit: 'stem/1', seed: 1, pictures: 2, diversity: 1 })).rejects.toThrow(
      'no diversity for stem.pre: it sees the image itself (choose a later layer)',
    )
    await expect(final({ unit: 'sparse/3', seed: 1, towards: { unit: 'stem/1', share: 0.5 } })).rejects.toThrow(
      'units of two layers: sparse/3 and stem/1 (both must be of one layer)',
    )
  })
})
