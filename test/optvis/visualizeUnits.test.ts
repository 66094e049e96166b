import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createModel, type Model } from '../../src/model/model.ts'
import { recipe } from '../../src/optvis/recipe.ts'
import { pictureWindow, visualizeUnits } from '../../src/optvis/visualizeUnits.ts'
import { describeOnEachBackend } from '../backends.ts'
import { parameters, table } from '../model/menagerie.ts'

/** The small network with unit 2 of `stem` shut: no image in [0, 1] can outweigh such a bias. */
function withDeadUnit(): Model {
  const bias = parameters.get('stem/bias')!
  const data = Float32Array.from(bias.data)
  data[2] = -1000
  return createModel(table, new Map(parameters).set('stem/bias', { ...bias, data }))
}

const quick = { ...recipe, steps: 12 }

describeOnEachBackend('visualizeUnits', () => {
  let model: Model
  beforeAll(() => {
    model = withDeadUnit()
  })
  afterAll(() => model.dispose())

  it('shows what a unit sees, and no more', async () => {
    const [found] = await visualizeUnits(model, 'stem', [0], { seed: 0, recipe: quick })
    // A kernel 5 high and 3 wide.
    expect(pictureWindow(table, 'stem')).toEqual({ top: 14, bottom: 19, left: 16, right: 19 })
    expect([found.height, found.width, found.image.length]).toEqual([5, 3, 5 * 3 * 3])
  })

  it('scores the preactivation on the picture it returns', async () => {
    const [found] = await visualizeUnits(model, 'stem', [4], { seed: 0, recipe: quick })
    const kernel = parameters.get('stem/kernel')!
    let expected = parameters.get('stem/bias')!.data[4]
    found.image.forEach((value, i) => {
      expected += (2 * value - 1) * kernel.data[i * 6 + 4]
    })
    expect(found.score).toBeCloseTo(expected, 4)
  })

  it('finds a unit that no image drives above zero dead, and the others live', async () => {
    const found = await visualizeUnits(model, 'stem', [1, 2, 3], { seed: 0, recipe: quick })
    expect(found.map(({ channel, dead }) => [channel, dead])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ])
    expect(found[1].score).toBeLessThan(-900)
  })

  it('gives a unit the same picture, to the bit, whatever stands beside it', async () => {
    const options = { seed: 3, recipe: quick }
    const together = await visualizeUnits(model, 'residual', [1, 4, 6], options)
    const [alone] = await visualizeUnits(model, 'residual', [4], options)
    expect(alone).toEqual(together[1])
    const [other] = await visualizeUnits(model, 'residual', [4], { ...options, seed: 4 })
    expect(other.image).not.toEqual(alone.image)
  })

  it('says after how many steps a score was no longer finite, and lets the others be', async () => {
    let drawn = 0
    /** From the eighth step on, what the second of three pictures shows is no number. */
    const spoilt: typeof quick = {
      ...quick,
      transform: (size) => (rng) => {
        const draw = quick.transform(size)(rng)
        const factors = ++drawn < 8 ? [1, 1, 1] : [1, NaN, 1]
        return (image) => tf.mul(draw(image), tf.tensor4d(factors, [3, 1, 1, 1]))
      },
    }
    const found = await visualizeUnits(model, 'stem', [1, 3, 4], { seed: 0, recipe: spoilt })
    expect([found[1].score, found[1].steps]).toEqual([NaN, 7])
    const beside = await visualizeUnits(model, 'stem', [1, 4], { seed: 0, recipe: quick })
    expect([found[0], found[2]]).toEqual(beside)
    expect(beside.map(({ steps }) => steps)).toEqual([12, 12])
  })

  it('counts steps and leaves no tensor behind', async () => {
    await visualizeUnits(model, 'stem', [0], { seed: 0, recipe: quick })
    const before = tf.memory().numTensors
    const steps: number[] = []
    const onStep = (step: number) => void steps.push(step)
    await visualizeUnits(model, 'stem', [0], { seed: 0, recipe: quick, onStep })
    expect(steps).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
    expect(tf.memory().numTensors).toBe(before)
  })

  it('says which unit it does not know', async () => {
    await expect(visualizeUnits(model, 'stem', [6], { seed: 0 })).rejects.toThrow(
      'unknown unit: stem.pre/6 (stem.pre has units 0 to 5)',
    )
  })
})
