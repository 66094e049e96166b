import * as tf from '@tensorflow/tfjs'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { describeOnEachBackend } from '../backends.ts'
import { generate } from '../fixtures/menagerie/generate.ts'
import { relativeError } from './closeness.ts'
import { createMenagerie, FOLDER, layerNames, noiseImage, parameters, table, toTensor } from './menagerie.ts'
import { slowForward } from './slowForward.ts'

describe('the small network', () => {
  it('is what its script makes', () => {
    for (const [name, bytes] of Object.entries(generate()))
      expect(Buffer.from(bytes).equals(readFileSync(join(FOLDER, name))), name).toBe(true)
  })

  it('has every operation', () => {
    expect([...new Set(table.layers.map(({ op }) => op))].sort()).toEqual([
      'add',
      'avgPool',
      'concat',
      'conv',
      'dense',
      'globalAverage',
      'leakyRelu',
      'lrn',
      'maxPool',
      'relu',
      'softmax',
    ])
  })
})

describeOnEachBackend('forward', () => {
  let model: Model
  beforeAll(() => {
    model = createMenagerie()
  })
  afterAll(() => model.dispose())

  it.each(layerNames)('computes %s as the slow implementation does', (layer) => {
    const images = [noiseImage(1), noiseImage(2)]
    const found = tf.tidy(() => forward(model)(toTensor(...images), [layer])[layer].dataSync())
    const expected = images.map((image) => slowForward(table, parameters, image).get(layer)!.data)
    const magnitude = Math.max(...expected[0].map(Math.abs))
    expect(magnitude, 'a layer of zeros would prove nothing').toBeGreaterThan(0.05)
    expect(relativeError(found, [...expected[0], ...expected[1]])).toBeLessThan(1e-5)
  })

  it('runs on an image larger than the one the network was trained on', () => {
    const image = noiseImage(3, 41, 37)
    const found = tf.tidy(() => forward(model)(toTensor(image), ['average']).average.dataSync())
    const expected = slowForward(withoutFlat, parameters, image).get('average')!.data
    expect(relativeError(found, expected)).toBeLessThan(1e-5)
  })

  it('returns exactly the layers asked for, in one run', () => {
    const shapes = tf.tidy(() => {
      const found = forward(model)(toTensor(noiseImage(1)), ['peak', 'input', 'logits'])
      return Object.entries(found).map(([name, { shape }]) => [name, shape])
    })
    expect(shapes).toEqual([
      ['peak', [1, 8, 8, 8]],
      ['input', [1, 33, 33, 3]],
      ['logits', [1, 5]],
    ])
  })

  it('leaves nothing on the device but what it returns', () => {
    const image = toTensor(noiseImage(1))
    const run = () => forward(model)(image, ['softmax', 'flat'])
    tf.dispose(run())
    const before = tf.memory().numTensors
    const found = run()
    expect(tf.memory().numTensors).toBe(before + 2)
    tf.dispose(found)
    expect(tf.memory().numTensors).toBe(before)
    image.dispose()
  })

  it('gives every tensor back when the model is disposed of', () => {
    const before = tf.memory().numTensors
    const other = createMenagerie()
    const image = toTensor(noiseImage(1))
    const gradient = tf.grad((x: tf.Tensor) => tf.sum(forward(other)(x as tf.Tensor4D, ['logits']).logits))(image)
    tf.dispose([image, gradient])
    other.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('names the layers there are when one is unknown', () => {
    const run = () => forward(model)(toTensor(noiseImage(1)), ['conv9'])
    expect(run).toThrow(`unknown layer: conv9 (menagerie has ${layerNames.join(', ')})`)
  })

  it('refuses an image of other channels', () => {
    const run = () => forward(model)(tf.zeros([1, 33, 33, 1]), ['stem'])
    expect(run).toThrow('image of shape (1, 33, 33, 1) has 1 channels; menagerie takes 3')
  })

  it('refuses one layer asked for twice, since its name can hold one answer', () => {
    const window = { top: 0, bottom: 1, left: 0, right: 1 }
    const run = () => forward(model)(toTensor(noiseImage(1)), ['stem', { layer: 'stem', window }])
    expect(run).toThrow('layer asked for twice: stem (ask for one window that holds both)')
  })
})

/** A dense layer over positions ties the network to one image size; its slow twin computes every layer. */
const withoutFlat = { ...table, layers: table.layers.filter(({ name }) => name !== 'flat') }
