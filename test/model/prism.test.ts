import * as tf from '@tensorflow/tfjs'
import { readFileSync, statSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLayerTable, readModel } from '../../precompute/readModel.ts'
import { forward } from '../../src/model/forward.ts'
import { receptiveField } from '../../src/model/geometry.ts'
import { createModel, type Model } from '../../src/model/model.ts'
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'
import { readSafetensors, type StoredTensor } from '../../src/model/safetensors.ts'
import { describeOnEachBackend } from '../backends.ts'
import { relativeError } from './closeness.ts'
import { present } from './lumen.ts'
import { parameterOf, PRISM, prismTable, prismWeights } from './prism.ts'

const here = present(PRISM, "prism against PyTorch's activations")
const table = readLayerTable('prism')

/** `mixed4` → `mixed4`, `mixed4.pre` → `mixed4/preactivation`, `pool4` → `mixed4/pooled`, `average` → `mean`. */
const referenceName = (layer: string): string =>
  layer
    .replace(/\.pre$/, '/preactivation')
    .replace(/^pool2$/, 'conv2/pooled')
    .replace(/^pool(\d)$/, 'mixed$1/pooled')
    .replace(/^average$/, 'mean')

/** Branches are told with their concatenation; the softmax comes after the reference. */
const layers = table.layers.map(({ name }) => name).filter((name) => !/\.b|^softmax$/.test(name))

describe('the layer table of prism', () => {
  it('is what its script makes, and its weights stay within 2 MB', () => {
    expect(parseLayerTable({ ...prismTable(), weights: table.weights })).toEqual(table)
    expect(statSync('public/models/prism/weights.safetensors').size).toBeLessThanOrEqual(2e6)
  })

  it('has 939,232 parameters', () => {
    const stored = readSafetensors(readFileSync('public/models/prism/weights.safetensors'))
    expect([...stored.values()].reduce((sum, { data }) => sum + data.length, 0)).toBe(939_232)
  })

  it('counts units in the order of the branches, each as large as its kernel', () => {
    expect(table.layers.find(({ name }) => name === 'mixed3.pre')?.inputs).toEqual([
      'mixed3.b1x1',
      'mixed3.b3x3',
      'mixed3.b5x5',
    ])
    const [narrow, middle, wide] = ['1x1', '3x3', '5x5'].map((each) => receptiveField(table, `mixed3.b${each}`))
    expect(narrow!.size[0]).toBeLessThan(middle!.size[0])
    expect(middle!.size[0]).toBeLessThan(wide!.size[0])
    expect(receptiveField(table, 'mixed3')).toEqual(wide)
    expect([narrow!.offset, middle!.offset]).toEqual([wide!.offset, wide!.offset])
  })
})

describe.runIf(here)('prism, beside PyTorch', () => {
  let reference: Map<string, StoredTensor>
  beforeAll(() => {
    reference = readSafetensors(readFileSync(`${PRISM}/reference.safetensors`))
  })

  it('has a layer for every activation recorded', () => {
    expect(layers.map(referenceName).sort()).toEqual([...reference.keys()].filter((name) => name !== 'input').sort())
  })

  describeOnEachBackend('forward', () => {
    let exact: Model
    let shipped: Model
    let image: tf.Tensor4D
    beforeAll(() => {
      exact = createModel(table, prismWeights())
      shipped = readModel('prism')
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

    it.each([
      ['float32 weights to 1e-4', () => exact, 1e-4],
      ['the float16 weights that the site ships to 2e-3', () => shipped, 2e-3],
    ])('agrees in every layer with %s of its largest value', (_, model, tolerance) => {
      const found = forward(model())(image, layers)
      for (const layer of layers) {
        const expected = reference.get(referenceName(layer))!
        expect(found[layer].size, layer).toBe(expected.data.length)
        expect(relativeError(found[layer].dataSync(), expected.data), layer).toBeLessThan(tolerance)
      }
      tf.dispose(found)
    })
  })
})

it.runIf(here)('the weights that the site ships are the originals, each rounded to the nearest half', () => {
  const weights = readSafetensors(readFileSync(`${PRISM}/weights.safetensors`))
  const shipped = readSafetensors(readFileSync('public/models/prism/weights.safetensors'))
  expect([...shipped.keys()].sort()).toEqual([...weights.keys()].map(parameterOf).sort())
  for (const [name, { shape, data }] of weights) {
    const found = shipped.get(parameterOf(name))!
    expect(found.shape).toEqual(shape)
    const worst = data.reduce((most, x, i) => {
      const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(x))) - 10))
      return Math.max(most, Math.abs(found.data[i]! - x) / step)
    }, 0)
    expect(worst, name).toBeLessThanOrEqual(0.5)
  }
})
