import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { above } from '../../src/attribution/above.ts'
import { attribute } from '../../src/attribution/attribute.ts'
import { classScore } from '../../src/attribution/classScore.ts'
import { gradCam } from '../../src/attribution/methods/gradCam.ts'
import { gradientTimesInput } from '../../src/attribution/methods/gradientTimesInput.ts'
import { guidedRelu } from '../../src/attribution/methods/guidedBackprop.ts'
import { inputGradient, scoresOf } from '../../src/attribution/inputGradient.ts'
import { integratedGradients, type PathRefinement } from '../../src/attribution/methods/integratedGradients.ts'
import { methods } from '../../src/attribution/methods.ts'
import { occlusion } from '../../src/attribution/methods/occlusion.ts'
import { imageTensor } from '../../src/model/pixels.ts'
import { largest, summed, times } from '../../src/attribution/relevance.ts'
import { smoothGrad } from '../../src/attribution/methods/smoothGrad.ts'
import { tapped } from '../../src/attribution/tap.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { describeOnEachBackend } from '../backends.ts'
import { relativeError } from '../model/closeness.ts'
import { createMenagerie, parameters, table } from '../model/menagerie.ts'
import type { Parameter } from '../model/slowForward.ts'
import { IMAGE, pixelsOf, slowScore, slowSlope } from './probe.ts'

const CLASS = 2
const image = pixelsOf(IMAGE)

async function lastOf<T>(steps: AsyncGenerator<T, void, void>): Promise<T> {
  let last: T | undefined
  for await (const step of steps) last = step
  return last!
}

const gradientOf = async (model: Model, index = CLASS, relu?: typeof guidedRelu) => {
  const pixels = imageTensor(image)
  const { gradients } = await inputGradient(classScore(model, index, { relu }), pixels)
  pixels.dispose()
  return gradients[0]
}

describeOnEachBackend('attribution', () => {
  let model: Model
  beforeAll(() => {
    model = createMenagerie()
  })
  afterAll(() => model.dispose())

  it('the gradient of a class is the slope of its logit, pixel by pixel', async () => {
    const { values } = await gradientOf(model)
    // Seven pixels spread over the picture, in all colours.
    const probes = [0, 500, 1001, 1502, 2003, 2504, 3266]
    const slopes = probes.map((at) => slowSlope(CLASS, at))
    const found = probes.map((at) => values[at])
    const most = values.reduce((m, value) => Math.max(m, Math.abs(value)), 0)
    slopes.forEach((slope, i) => expect(Math.abs(found[i] - slope)).toBeLessThan(2e-3 * most))
  })

  it('gradient × input is the slope times the distance from what the network reads as 0', async () => {
    const found = summed(gradientTimesInput(await gradientOf(model), image, 0.5))
    const pixels = [0, 340, 700, 1088]
    const most = found.values.reduce((m, value) => Math.max(m, Math.abs(value)), 0)
    for (const pixel of pixels) {
      const wanted = [0, 1, 2].reduce((sum, c) => {
        const at = 3 * pixel + c
        return sum + slowSlope(CLASS, at) * (IMAGE.data[at] - 0.5)
      }, 0)
      expect(Math.abs(found.values[pixel] - wanted)).toBeLessThan(2e-3 * most)
    }
  })

  it.each([0, 0.5, 1])('integrated gradients from grey %d sum to the difference of the scores', async (baseline) => {
    const { completeness, map } = await lastOf<PathRefinement>(
      integratedGradients(classScore(model, CLASS), image, { baseline }),
    )
    const difference = slowScore(CLASS) - slowScore(CLASS, new Float64Array(IMAGE.data.length).fill(baseline))
    expect(completeness.difference).toBeCloseTo(difference, 4)
    expect(map.values.reduce((a, b) => a + b, 0)).toBeCloseTo(completeness.sum, 4)
    expect(Math.abs(completeness.sum - difference) / Math.abs(difference)).toBeLessThan(0.01)
    expect(completeness.error).toBeLessThan(0.01)
  })

  it('occlusion is the mean fall of the score over the squares that cover a pixel', async () => {
    const [patch, stride, fill] = [9, 4, 0.5]
    const { map } = await lastOf(occlusion(classScore(model, CLASS), image, { patch, stride, fill }))
    const { height, width } = IMAGE
    const sum = new Float64Array(height * width)
    const count = new Float64Array(height * width)
    for (let top = 0; top + patch <= height; top += stride)
      for (let left = 0; left + patch <= width; left += stride) {
        const inside = (y: number, x: number) => y >= top && y < top + patch && x >= left && x < left + patch
        const painted = IMAGE.data.map((value, i) =>
          inside(Math.floor(i / 3 / width), Math.floor(i / 3) % width) ? fill : value,
        )
        const fall = slowScore(CLASS) - slowScore(CLASS, painted)
        for (let y = top; y < top + patch; y++)
          for (let x = left; x < left + patch; x++) {
            sum[y * width + x] += fall
            count[y * width + x]++
          }
      }
    expect(count[0]).toBe(1)
    expect(Math.max(...count)).toBe(9)
    expect(
      relativeError(
        map.values,
        sum.map((total, i) => total / Math.max(1, count[i])),
      ),
    ).toBeLessThan(1e-3)
  })

  it('occlusion covers the whole picture with its first squares', async () => {
    const pixels = { ...image, height: 24, width: 24, values: image.values.slice(0, 24 * 24 * 3) }
    const score = (images: tf.Tensor4D) => tf.mean(images, [1, 2, 3]) as tf.Tensor1D
    const steps = occlusion(score, pixels, { patch: 8, stride: 4, fill: 0, batch: 9 })
    const { value } = await steps.next()
    await steps.return()
    expect((value as { map: { values: Float32Array } }).map.values.every((v) => v > 0)).toBe(true)
  })

  it('the weights of Grad-CAM are the slopes for the mean of each channel', async () => {
    const { weights } = await gradCam(model, CLASS, 'sparse.pre', image)
    const bias = parameters.get('sparse/bias')!
    // To add to a channel everywhere is to add to its bias.
    const slopes = Array.from(weights, (_, channel) => {
      const moved = (by: number) => {
        const data = Float64Array.from(bias.data)
        data[channel] += by
        const edited = { shape: bias.shape, data }
        const given = new Map<string, Parameter>([...parameters, ['sparse/bias', edited]])
        return slowScore(CLASS, IMAGE.data, given)
      }
      return (moved(1e-6) - moved(-1e-6)) / 2e-6
    })
    const { coarse } = await gradCam(model, CLASS, 'sparse.pre', image)
    const positions = coarse.height * coarse.width
    expect(
      relativeError(
        weights,
        slopes.map((slope) => slope / positions),
      ),
    ).toBeLessThan(1e-3)
  })

  it.each(['stem', 'residual', 'wide', 'peak'])(
    'Grad-CAM at %s, branches or not, agrees with finite differences of forward itself',
    async (layer) => {
      const { weights, coarse } = await gradCam(model, CLASS, layer, image)
      const pixels = imageTensor(image)
      const depth = weights.length
      const scoreAt = async (channel: number, by: number) => {
        const added = tf.tensor1d(Array.from({ length: depth }, (_, c) => (c === channel ? by : 0)))
        const score = classScore(
          tapped(model, layer, (x) => tf.add(x, added)),
          CLASS,
        )
        const found = (await scoresOf(score, pixels))[0]
        added.dispose()
        return found
      }
      const step = 0.002
      for (const channel of [0, depth - 1]) {
        const slope = ((await scoreAt(channel, step)) - (await scoreAt(channel, -step))) / (2 * step)
        const most = weights.reduce((m, value) => Math.max(m, Math.abs(value)), 0)
        const found = weights[channel] * coarse.height * coarse.width
        expect(Math.abs(found - slope)).toBeLessThan(0.06 * most * coarse.height * coarse.width)
      }
      pixels.dispose()
    },
  )

  it('Grad-CAM of a second class, of another picture and back, is what a network that saw nothing before gives', async () => {
    const dark = { ...image, values: image.values.map((value) => value / 2) }
    for (const [index, each] of [
      [CLASS, image],
      [0, image],
      [0, dark],
      [CLASS, image],
    ] as const) {
      const fresh = createMenagerie()
      const [ours, theirs] = [await gradCam(model, index, 'sparse', each), await gradCam(fresh, index, 'sparse', each)]
      fresh.dispose()
      expect(ours).toEqual(theirs)
    }
  })

  it('the network above a layer takes its values to the same logits; there is none where a path leads around', () => {
    const [whole, again] = tf.tidy(() => {
      const { sparse, logits } = forward(model)(imageTensor(image), ['sparse', 'logits'])
      const upper = forward(above(model, 'sparse')!)(sparse as tf.Tensor4D, ['logits'])
      return [logits.dataSync(), upper.logits.dataSync()]
    })
    expect(relativeError(again, whole)).toBeLessThan(1e-6)
    expect(above(model, 'wide')).toBeUndefined()
    expect(() => above(model, 'nothing')).toThrow('nothing')
  })

  it('Grad-CAM refuses a layer without positions', async () => {
    await expect(gradCam(model, CLASS, 'logits', image)).rejects.toThrow(
      /^no map for Grad-CAM: logits has no positions/,
    )
  })

  it('guided backpropagation lets back what is positive through what is positive', async () => {
    const x = tf.tensor1d([-1, 2, 3, -4])
    const dy = tf.tensor1d([5, -6, 7, -8])
    const back = (slope: number) =>
      tf.grads((x: tf.Tensor, dy: tf.Tensor) => tf.sum(tf.mul(guidedRelu(x, slope), dy)))([x, dy])[0]
    expect([...(await back(0).data())]).toEqual([0, 0, 7, 0])
    expect([...(await back(0.5).data())]).toEqual([2.5, 0, 7, 0])
    expect([...(await guidedRelu(x, 0).data())]).toEqual([0, 2, 3, 0])
  })

  it('SmoothGrad without noise is the gradient; with the same seed it is the same', async () => {
    const score = classScore(model, CLASS)
    const plain = largest(await gradientOf(model)).values
    const still = await lastOf(smoothGrad(score, image, { rng: createRng(1), noise: 0, samples: 2 }))
    expect(relativeError(still.map.values, plain)).toBeLessThan(1e-5)
    const run = (seed: number, batch: number) =>
      lastOf(smoothGrad(score, image, { rng: createRng(seed), samples: 4, batch }))
    const [a, b, other] = [await run(1, 1), await run(1, 4), await run(2, 4)]
    expect(relativeError(a.map.values, b.map.values)).toBeLessThan(1e-4)
    expect(relativeError(a.map.values, other.map.values)).toBeGreaterThan(0.01)
    expect(relativeError(a.map.values, plain)).toBeGreaterThan(0.01)
  })

  it('attribute gives a last map of every method, guided Grad-CAM being the product', async () => {
    const before = tf.memory().numTensors
    const maps = new Map<string, Float32Array>()
    let completeness: number | undefined
    for await (const frame of attribute(model, {
      image,
      index: CLASS,
      layer: 'sparse',
      methods: Object.keys(methods),
      seed: 0,
      mask: new Float32Array(33 * 33).fill(1),
    })) {
      if (frame.last) {
        expect(maps.has(frame.method)).toBe(false)
        maps.set(frame.method, frame.map.values)
        expect(frame.share).toBeCloseTo(1, 6)
        completeness = frame.completeness?.error ?? completeness
      }
    }
    expect([...maps.keys()].sort()).toEqual(Object.keys(methods).sort())
    expect(completeness).toBeLessThan(0.01)
    const cam = await gradCam(model, CLASS, 'sparse', image)
    const guided = largest(await gradientOf(model, CLASS, guidedRelu))
    expect(relativeError(maps.get('guidedGradCam')!, times(guided, cam.map).values)).toBeLessThan(1e-5)
    // Transposed kernels are made once and kept.
    expect(tf.memory().numTensors - before).toBeLessThan(10)
  })

  it('refuses a class that is not there', () => {
    expect(() => classScore(model, table.classes.length)).toThrow('unknown class: 5 (menagerie has classes 0 to 4)')
  })
})

describe('on lumen, WASM', () => {
  it.each([24, 190])('integrated gradients of class %i are complete to 0.01', async (index) => {
    await tf.setBackend('wasm')
    const model = readModel('lumen')
    const rng = createRng(5, 'picture')
    // Smooth blobs of colour, more like a picture than noise.
    const values = new Float32Array(64 * 64 * 3)
    for (let k = 0; k < 6; k++) {
      const [cy, cx, r] = [rng.integer(8, 56), rng.integer(8, 56), rng.integer(8, 24)]
      const colour = [rng.uniform(), rng.uniform(), rng.uniform()]
      for (let i = 0; i < 64 * 64; i++)
        if (Math.hypot(Math.floor(i / 64) - cy, (i % 64) - cx) < r) values.set(colour, 3 * i)
    }
    const { completeness } = await lastOf<PathRefinement>(
      integratedGradients(classScore(model, index), { height: 64, width: 64, values }, { baseline: 0.5 }),
    )
    model.dispose()
    expect(completeness.error).toBeLessThan(0.01)
  })
})
