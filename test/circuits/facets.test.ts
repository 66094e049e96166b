import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { thresholdOf } from '../../src/circuits/compare/chanceSeparation.ts'
import { channelContributions } from '../../src/circuits/graph/channelContributions.ts'
import { clusterDirections } from '../../src/circuits/parts/facets.ts'
import { logitEffects } from '../../src/circuits/graph/logitEffects.ts'
import { seededStimulus } from '../../src/vocabulary/seededStimuli.ts'
import { takeApart } from '../../src/circuits/parts/takeApart.ts'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { draw, families, familyNamed } from '../../src/stimuli/index.ts'
import '../backends.ts'

const INDICES = [3, 11, 22, 36]

/** Noisy copies of directions, in turn. */
function around(directions: readonly number[][], count: number, noise: number): Float32Array[] {
  const rng = createRng(1, 'noise')
  return Array.from({ length: count }, (_, i) =>
    Float32Array.from(directions[i % directions.length], (each) => each + noise * rng.normal()),
  )
}

describe('clusterDirections', () => {
  it('finds the groups there are, whatever the lengths of the vectors', () => {
    const directions = [
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 1, 1, 0],
    ]
    const vectors = around(directions, 60, 0.05).map((vector, i) => vector.map((each) => each * (1 + i)))
    const { facets, groups, separation } = clusterDirections(vectors, { seed: 0 })
    expect(facets).toBe(3)
    expect(separation).toBeGreaterThan(0.9)
    for (let i = 0; i < 60; i++) expect(groups[i]).toBe(groups[i % 3])
    expect(new Set(groups.slice(0, 3)).size).toBe(3)
  })

  it('gives the silhouette of a plain loop, and the largest group the number 0', () => {
    const vectors = [...around([[1, 0, 0.2]], 9, 0.2), ...around([[0, 1, 0]], 4, 0.2)]
    const { groups, separation } = clusterDirections(vectors, { seed: 0, facets: 2 })
    expect(groups).toEqual([...Array(9).fill(0), ...Array(4).fill(1)])
    const distance = (a: Float32Array, b: Float32Array) =>
      1 - a.reduce((sum, each, i) => sum + each * b[i], 0) / (Math.hypot(...a) * Math.hypot(...b))
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length
    const wanted = vectors.map((vector, i) => {
      const to = (group: number) =>
        mean(vectors.filter((_, j) => j !== i && groups[j] === group).map((other) => distance(vector, other)))
      const [inside, outside] = [to(groups[i]), to(1 - groups[i])]
      return (outside - inside) / Math.max(inside, outside)
    })
    expect(separation).toBeCloseTo(mean(wanted), 5)
  })

  it('separates what has no groups badly', () => {
    const rng = createRng(2, 'vectors')
    const vectors = Array.from({ length: 80 }, () => Float32Array.from(rng.normals(16)))
    expect(clusterDirections(vectors, { seed: 0 }).separation).toBeLessThan(0.2)
  })
})

it('the threshold is what 19 of 20 do not exceed', () => {
  const values = Array.from({ length: 40 }, (_, i) => i)
  expect(values.filter((value) => value > thresholdOf(values))).toHaveLength(2)
  expect(thresholdOf([])).toBe(Infinity)
})

describe('of lumen', () => {
  let model: Model
  beforeAll(async () => {
    await tf.setBackend('wasm')
    model = readModel('lumen')
  })
  afterAll(() => model.dispose())

  it('contributions of the channels below and the bias sum to the preactivation', async () => {
    for (const [unit, pre] of [
      ['conv4/9', 'conv4.pre/9'],
      ['conv5/3', 'conv5.pre/3'],
    ] as const) {
      const vectors = await channelContributions(model, unit, 0, INDICES)
      const bias = model.stored.get(`${unit.split('/')[0]}/bias`)!.data[Number(unit.split('/')[1])]
      for (const [i, index] of INDICES.entries()) {
        const { family, sample } = seededStimulus(families, 0, index)
        const [[wanted]] = (await tuning(model, [pre])(familyNamed(family), [sample])) as unknown as [[number]]
        const sum = vectors[i].reduce((a, b) => a + b, 0)
        expect(sum + bias).toBeCloseTo(wanted, 3)
      }
    }
  })

  it('the effect on logits is the difference that zeroing the unit’s map makes', async () => {
    const [found] = await logitEffects(model, 'conv7/5', 0, [36])
    const { family, sample } = seededStimulus(families, 0, 36)
    const wanted = tf.tidy(() => {
      const frame = { height: 64, width: 64, top: -32, left: -32 }
      const map = forward(model)(draw(familyNamed(family), [sample], frame), ['conv7']).conv7
      const mean = tf.mean(map, [1, 2]).arraySync() as number[][]
      // The logits are linear in the mean of conv7: its weights times the unit's mean are its effect.
      const { data } = model.stored.get('logits/kernel')!
      return Array.from({ length: 200 }, (_, index) => mean[0][5] * data[5 * 200 + index])
    })
    expect(Math.max(...wanted)).toBeGreaterThan(0)
    for (let i = 0; i < 200; i++) expect(found[i]).toBeCloseTo(wanted[i], 3)
  })

  it('takes a unit apart into what its stimuli do through the layer below', async () => {
    const examples = Array.from({ length: 20 }, (_, index) => ({ index, value: 1 }))
    const { groups, facets } = await takeApart(model, 'conv4/9', 0, examples, { facets: 2 })
    expect(facets.map(({ count }) => count)).toEqual(
      [0, 1].map((facet) => groups.filter((group) => group === facet).length),
    )
    const vectors = await channelContributions(
      model,
      'conv4/9',
      0,
      examples.map(({ index }) => index),
    )
    const own = vectors.filter((_, i) => groups[i] === 0)
    const sum = Array.from({ length: 64 }, (_, k) => own.reduce((total, each) => total + each[k], 0))
    expect(facets[0].inputs[0].channel).toBe(sum.indexOf(Math.max(...sum)))
    expect(facets[0].most[0].effect).toBeGreaterThanOrEqual(facets[0].most[1].effect)
    expect(facets[0].least[0].effect).toBeLessThanOrEqual(facets[0].least[1].effect)
    const whole = await takeApart(model, 'conv4/9', 0, examples, { one: () => true })
    expect(whole.facets.map(({ count }) => count)).toEqual([20])
  })

  it('refuses a unit without a layer of units below', async () => {
    const message =
      'no facets of conv1/3: facets are told apart by the layer below, so that the unit must be one of a convolution above the first'
    await expect(channelContributions(model, 'conv1/3', 0, [1])).rejects.toThrow(message)
  })
})
