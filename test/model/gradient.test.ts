import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { describeOnEachBackend } from '../backends.ts'
import { createMenagerie, layerNames, noiseImage, parameters, table, toTensor } from './menagerie.ts'
import { slowForward, type Volume } from './slowForward.ts'

/** Relative error of the directional derivative: single precision through up to 19 layers. */
const TOLERANCE = 2e-4

/** A scalar of a layer: its values times fixed noise, summed. The direction: noise over the pixels. */
interface Probe {
  image: Volume
  weights: Float32Array
  direction: Float32Array
  /** The scalar's derivative along the direction, by central differences in double precision. */
  slope: number
}

const probes = new Map(layerNames.map((layer) => [layer, probe(layer)]))

/** The first seeded probe that lies away from kinks: differences over three step sizes agree. */
function probe(layer: string): Probe {
  for (let seed = 1; seed <= 20; seed++) {
    const rng = createRng(seed, 'probe', layer)
    const image = noiseImage(seed)
    const direction = rng.normals(image.data.length)
    const weights = rng.normals(slowForward(table, parameters, image).get(layer)!.data.length)
    const slopes = [1e-5, 3e-6, 1e-6].map((step) => difference(layer, image, weights, direction, step))
    const spread = Math.max(...slopes) - Math.min(...slopes)
    if (spread < 1e-6 * Math.abs(slopes[0])) return { image, weights, direction, slope: slopes[0] }
  }
  throw new Error(`no probe of ${layer} lies away from kinks`)
}

function difference(
  layer: string,
  image: Volume,
  weights: Float32Array,
  direction: Float32Array,
  step: number,
): number {
  const value = (h: number) => {
    const data = image.data.map((x, i) => x + h * direction[i])
    const found = slowForward(table, parameters, { ...image, data }).get(layer)!.data
    return found.reduce((sum, x, i) => sum + x * weights[i], 0)
  }
  return (value(step) - value(-step)) / (2 * step)
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0)

describe('the probes', () => {
  it('have slopes that single precision can resolve', () => {
    for (const [layer, { slope, direction }] of probes)
      expect(Math.abs(slope) / Math.sqrt(dot(direction, direction)), layer).toBeGreaterThan(1e-6)
  })
})

describeOnEachBackend('the gradient of forward', () => {
  let model: Model
  beforeAll(() => {
    model = createMenagerie()
  })
  afterAll(() => model.dispose())

  const gradientOf = (layer: string, weights: Float32Array, image: tf.Tensor4D): tf.Tensor4D =>
    tf.grad((x: tf.Tensor) => {
      const found = forward(model)(x as tf.Tensor4D, [layer])[layer]
      return tf.sum(tf.mul(found, tf.tensor(weights, found.shape)))
    })(image) as tf.Tensor4D

  it.each(layerNames)('of %s agrees with finite differences', (layer) => {
    const { image, weights, direction, slope } = probes.get(layer)!
    const gradient = tf.tidy(() => gradientOf(layer, weights, toTensor(image)).dataSync())
    expect(Math.abs(dot(gradient, direction) - slope) / Math.abs(slope)).toBeLessThan(TOLERANCE)
  })

  it('of one image does not depend on the others of its batch', () => {
    const weights = createRng(1, 'batch').normals(5)
    const [one, other] = [noiseImage(1), noiseImage(2)]
    const alone = tf.tidy(() => gradientOf('logits', weights, toTensor(one)).arraySync()[0])
    const both = Float32Array.from([...weights, ...weights])
    const together = tf.tidy(() => gradientOf('logits', both, toTensor(other, one)).arraySync()[1])
    const [a, b] = [alone.flat(2), together.flat(2)]
    expect(Math.max(...a.map((x, i) => Math.abs(x - b[i])))).toBeLessThan(1e-6 * Math.max(...a.map(Math.abs)))
  })

  it('leaves no tensor behind', () => {
    const image = toTensor(noiseImage(1))
    const { weights } = probes.get('softmax')!
    gradientOf('softmax', weights, image).dispose() // makes the kernels that stay
    const held = () => [tf.memory().numTensors, tf.backend().numDataIds()]
    const before = held()
    for (let i = 0; i < 3; i++) gradientOf('softmax', weights, image).dispose()
    expect(held()).toEqual(before)
    image.dispose()
  })
})
