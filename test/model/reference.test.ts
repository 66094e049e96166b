import * as tf from '@tensorflow/tfjs'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { forward } from '../../src/model/forward.ts'
import { createModel, type Model } from '../../src/model/model.ts'
import { readSafetensors, type StoredTensor } from '../../src/model/safetensors.ts'
import { describeOnEachBackend } from '../backends.ts'
import { relativeError } from './closeness.ts'
import { lumenTable, ORIGINALS, present } from './lumen.ts'

const here = present(ORIGINALS, "lumen against PyTorch's activations")

/** What the reference calls a layer: `conv4.pre` → `conv4/preactivation`, `pool4` → `conv4/pooled`. */
const referenceName = (layer: string): string =>
  layer.replace(/^(.*)\.pre$/, '$1/preactivation').replace(/^pool(\d)$/, 'conv$1/pooled')

/** Layers without a counterpart: the mean is inside the reference's readout, the softmax after it. */
const layers = lumenTable()
  .layers.map(({ name }) => name)
  .filter((name) => name !== 'average' && name !== 'softmax')

describe.runIf(here)('lumen, beside PyTorch', () => {
  const read = (name: string) => readSafetensors(readFileSync(`${ORIGINALS}/${name}.safetensors`))
  let reference: Map<string, StoredTensor>
  let weights: Map<string, StoredTensor>
  beforeAll(() => {
    reference = read('reference')
    weights = read('weights')
  })

  it('has a layer for every activation recorded', () => {
    expect(layers.map(referenceName).sort()).toEqual([...reference.keys()].filter((name) => name !== 'input').sort())
  })

  describeOnEachBackend('forward', () => {
    let exact: Model
    let shipped: Model
    let image: tf.Tensor4D
    beforeAll(() => {
      exact = createModel(lumenTable(), weights)
      shipped = readModel('lumen')
      const { shape, data } = reference.get('input')!
      image = tf.tensor4d(
        data.map((byte) => byte / 255),
        shape as [number, number, number, number],
      )
    })
    afterAll(() => {
      exact.dispose()
      shipped.dispose()
      image.dispose()
    })

    it('agrees in every layer to 1e-4 of its largest value, with float32 weights', () => {
      const found = forward(exact)(image, layers)
      for (const layer of layers) {
        const expected = reference.get(referenceName(layer))!
        expect(found[layer].shape, layer).toEqual(expected.shape)
        expect(relativeError(found[layer].dataSync(), expected.data), layer).toBeLessThan(1e-4)
      }
      tf.dispose(found)
    })

    it('agrees to 2e-3 with the float16 weights that the site ships', () => {
      const found = forward(shipped)(image, layers)
      for (const layer of layers) {
        const expected = reference.get(referenceName(layer))!.data
        expect(relativeError(found[layer].dataSync(), expected), layer).toBeLessThan(2e-3)
      }
      tf.dispose(found)
    })
  })
})

describe.runIf(here)('the weights that the site ships', () => {
  it('are the originals, each rounded to the nearest half', () => {
    const weights = readSafetensors(readFileSync(`${ORIGINALS}/weights.safetensors`))
    const shipped = readSafetensors(readFileSync('public/models/lumen/weights.safetensors'))
    expect([...shipped.keys()].sort()).toEqual([...weights.keys()].sort())
    for (const [name, { shape, data }] of weights) {
      expect(shipped.get(name)!.shape).toEqual(shape)
      const worst = data.reduce((max, x, i) => {
        const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(x))) - 10))
        return Math.max(max, Math.abs(shipped.get(name)!.data[i] - x) / step)
      }, 0)
      expect(worst, name).toBeLessThanOrEqual(0.5)
    }
  })
})
