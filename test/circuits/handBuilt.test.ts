import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { curveBench, type CurveBench } from '../../src/circuits/responses/curveBench.ts'
import { DIRECTIONS, kernelOf, recipeSteps, sketchOf, turnedSketch } from '../../src/vocabulary/curveRecipe.ts'
import { editedModel } from '../../src/circuits/edits/editedModel.ts'
import { handBuilt, handBuiltFamily, learnedSketch } from '../../src/circuits/edits/handBuilt.ts'
import { transplants } from '../../src/circuits/edits/transplant.ts'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import type { Model } from '../../src/model/model.ts'
import curve from '../../src/stimuli/families/curve.ts'
import { relativeError } from '../model/closeness.ts'
import '../backends.ts'

const recipe = { angle: 80, curvature: 0.118, shift: 4, width: 2.6, tolerance: 20, inhibition: 1.28 }
const whole = { ...recipe, threshold: 0.04 }

/** The textbook's formula, in one pass over sums. */
function pearson(a: readonly number[], b: readonly number[]): number {
  const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)
  const products = (x: readonly number[], y: readonly number[]) => sum(x.map((each, i) => each * y[i]))
  const n = a.length
  const covariance = n * products(a, b) - sum(a) * sum(b)
  return covariance / Math.sqrt((n * products(a, a) - sum(a) ** 2) * (n * products(b, b) - sum(b) ** 2))
}

describe('the recipe of a curve', () => {
  it('puts lines of the curve’s own direction along it, and nothing far from it', () => {
    // A straight line through the middle, its normal up: horizontal lines in the middle row.
    const plain = { angle: 90, curvature: 0, shift: 0, width: 1, tolerance: 10, inhibition: 1 }
    const sketch = sketchOf(plain, 5, 4)
    const at = (direction: number, row: number, column: number) => sketch[(direction * 5 + row) * 5 + column]
    for (let column = 0; column < 5; column++) {
      expect(at(0, 2, column)).toBeCloseTo(1, 6)
      expect(at(DIRECTIONS / 2, 2, column)).toBeCloseTo(-1, 6)
      expect(Math.abs(at(0, 0, column))).toBeLessThan(1e-6)
    }
  })

  it('bends: on the arc each cell excites lines along the arc there', () => {
    // Radius 8 pixels about a point 8 pixels below the middle: at its side the arc runs upright.
    const sketch = sketchOf({ angle: 90, curvature: 1 / 8, shift: 0, width: 1, tolerance: 10, inhibition: 0 }, 5, 4)
    const at = (direction: number, row: number, column: number) => sketch[(direction * 5 + row) * 5 + column]
    expect(at(0, 2, 2)).toBeCloseTo(1, 6)
    expect(at(DIRECTIONS / 2, 4, 0)).toBeCloseTo(1, 6)
    expect(at(DIRECTIONS / 2, 4, 4)).toBeCloseTo(1, 6)
    expect(at(0, 4, 0)).toBeLessThan(1e-6)
  })

  it('turned by 90° is the recipe of a curve turned by 90°', () => {
    const wanted = sketchOf({ ...recipe, angle: recipe.angle + 90 }, 5, 4)
    expect(relativeError(turnedSketch(sketchOf(recipe, 5, 4), 5, 90), wanted)).toBeLessThan(1e-4)
    expect(relativeError(turnedSketch(sketchOf(recipe, 5, 4), 5, 0), sketchOf(recipe, 5, 4))).toBeLessThan(1e-6)
  })

  it('gives a detector between two directions a share of both, over its peak', () => {
    const sketch = new Float32Array(DIRECTIONS).fill(0)
    sketch[DIRECTIONS - 1] = 1
    const kernel = kernelOf(sketch, [{ channel: 2, angle: 180 - 22.5 / 4, peak: 2 }], 3, 1)
    expect(kernel[2]).toBeCloseTo(0.25 / 2, 6)
    expect(kernel.slice(0, 2)).toEqual([0, 0])
  })
})

describe('a hand-built unit', () => {
  let model: Model
  let bench: CurveBench
  beforeAll(async () => {
    await tf.setBackend('wasm')
    model = readModel('lumen')
    bench = await curveBench(model, 'conv4/39')
  })
  afterAll(() => model.dispose())
  const request = () => ({ unit: 'conv4/39', sketch: sketchOf(recipe, bench.side, bench.stride), threshold: 0.04 })

  it('responds as the network does with it in the learned unit’s place', async () => {
    const found = handBuilt(bench, request())
    const ring = bench.samples.filter((sample) => sample.curvature === found.curvature)
    const edited = editedModel(model, [found.edit])
    const [own] = await tuning(edited, ['conv4/39'])(curve, ring)
    edited.dispose()
    const along = found.angles.map((angle) =>
      Math.max(...ring.flatMap((sample, i) => (sample.angle === angle ? [own[i]] : []))),
    )
    expect(relativeError(found.built, along)).toBeLessThan(1e-4)
    const [learned] = await tuning(model, ['conv4/39'])(curve, bench.samples)
    expect(relativeError(bench.learned[39], learned)).toBeLessThan(1e-4)
    expect(Math.max(...found.built)).toBeLessThanOrEqual(Math.max(...learned) * 1.0001)
  })

  it('is tested on curves that it was not fitted to, as the network responds to them', async () => {
    const [seen, others] = [bench.samples.slice(0, bench.fitted), bench.samples.slice(bench.fitted)]
    expect(seen).toHaveLength(288)
    expect(others).toHaveLength(96)
    for (const { angle, curvature } of others) {
      expect(seen.some((sample) => sample.angle === angle)).toBe(false)
      expect(seen.some((sample) => sample.curvature === curvature)).toBe(false)
    }
    const found = handBuilt(bench, request())
    const edited = editedModel(model, [found.edit])
    const [built] = await tuning(edited, ['conv4/39'])(curve, others)
    edited.dispose()
    const [learned] = await tuning(model, ['conv4/39'])(curve, others)
    expect(found.heldOut).toBeCloseTo(pearson([...built], [...learned]), 4)
    expect(found.heldOut).toBeGreaterThan(0.8)
  })

  it('comes near the learned one step by step: inhibition does most of it', () => {
    const found = recipeSteps(whole).map(
      ({ threshold, ...step }) =>
        handBuilt(bench, { ...request(), sketch: sketchOf(step, 5, 4), threshold }).correlation,
    )
    expect(found[0]).toBeLessThan(0.4)
    expect(found[1] - found[0]).toBeGreaterThan(0.1)
    expect(found[2] - found[1]).toBeGreaterThan(0.3)
    expect(found[3]).toBeGreaterThan(0.9)
  })

  it('is turned for each member of its family, and changes those units alone', () => {
    const family = ['conv4/54', 'conv4/52']
    const [own, turned] = handBuiltFamily(bench, request(), ['conv4/39', 'conv4/54'])
    expect(own.correlation).toBeCloseTo(handBuilt(bench, request()).correlation, 6)
    expect(turned.correlation).toBeGreaterThan(0.8)
    const edits = transplants(bench, { ...request(), family })
    expect(edits.map((each) => each.map(({ unit }) => unit))).toEqual([
      ['conv4/39'],
      ['conv4/39'],
      ['conv4/39', 'conv4/54', 'conv4/52'],
      ['conv4/39', 'conv4/54', 'conv4/52'],
    ])
    expect(transplants(bench, { ...request(), family: [] })).toHaveLength(2)
  })

  it('made of the learned weights on line detectors alone resembles the learned unit', () => {
    const sketch = learnedSketch(bench, model.stored.get('conv4/kernel')!, 'conv4/39', DIRECTIONS)
    expect(handBuilt(bench, { ...request(), sketch, threshold: 0 }).correlation).toBeGreaterThan(0.5)
  })

  it('stays silent where no curve excites it', () => {
    for (const sketch of [new Float32Array(200), new Float32Array(200).fill(-1)]) {
      const { edit, built, correlation, heldOut } = handBuilt(bench, { ...request(), sketch })
      expect(edit.kernel.every((weight) => weight === 0)).toBe(true)
      expect(Math.max(...built)).toBe(0)
      for (const number of [edit.bias, correlation, heldOut]) expect(number).toBeCloseTo(0, 9)
    }
  })

  it('says where nothing can be built', async () => {
    await expect(curveBench(model, 'conv1/3')).rejects.toThrow(
      'no curve can be built in the place of conv1/3 (its layer must be a plain convolution with a square kernel on an earlier layer)',
    )
  })
})
