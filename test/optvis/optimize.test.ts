import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { channel } from '../../src/optvis/objective.ts'
import { optimize } from '../../src/optvis/optimize.ts'
import { fourier } from '../../src/optvis/parameterization.ts'
import { similarity } from '../../src/optvis/transform.ts'
import { describeOnEachBackend } from '../backends.ts'
import { createMenagerie, table } from '../model/menagerie.ts'

describeOnEachBackend('optimize', () => {
  let model: Model
  beforeAll(() => {
    model = createMenagerie()
  })
  afterAll(() => model.dispose())

  const run = (steps: number, seed = 1) => {
    const parameterization = fourier({ size: 35, rngs: [createRng(seed, 'start')] })
    const generator = optimize(
      model,
      channel(table, 'residual', 1),
      parameterization,
      similarity({ degrees: [-5, 0, 5], shift: 1, crop: [33, 33] }),
      { steps, rate: 0.02, rng: createRng(seed, 'transforms') },
    )
    return { generator, parameterization }
  }

  const picture = async (steps: number, seed?: number) => {
    const { generator, parameterization } = run(steps, seed)
    let last: Float32Array | undefined
    for await (const { step, image } of generator)
      if (step === steps) last = tf.tidy(() => image().dataSync() as Float32Array)
    parameterization.dispose()
    return last!
  }

  it('gives the same picture for the same seed, and another for another', async () => {
    const one = await picture(3)
    expect(await picture(3)).toEqual(one)
    expect(await picture(3, 2)).not.toEqual(one)
  })

  it('holds as many tensors at the last step as at the second', async () => {
    const { generator, parameterization } = run(8)
    const held: number[] = []
    for await (const _ of generator) held.push(tf.memory().numTensors)
    expect(held).toHaveLength(8)
    expect(new Set(held.slice(1)).size).toBe(1)
    parameterization.dispose()
  })

  it('frees everything when its reader stops early', async () => {
    await picture(1) // makes the kernels that stay
    const before = tf.memory().numTensors
    const { generator, parameterization } = run(8)
    for await (const { step } of generator) if (step === 3) break
    parameterization.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
