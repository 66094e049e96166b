import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as tf from '@tensorflow/tfjs'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Constant, Imported, Original } from '../../../precompute/import/graph.ts'
import keras from '../../../precompute/import/keras.ts'
import { Hdf5Reader } from '../../../precompute/import/keras/hdf5.ts'
import { modelGraph } from '../../../precompute/import/keras/modelGraph.ts'
import { readTopology } from '../../../precompute/import/keras/topology.ts'
import '../../backends.ts'
import { difference, pictureFor } from './pictures.ts'
import { runGraph } from './runGraph.ts'
import { diskSource, fileSource } from './sourceOf.ts'

const FIXTURES = 'test/fixtures/import'
const FASHION = '../shared/zoo/fashion-keras/fashion_mnist.keras'
const bytesOf = (name: string) => new Uint8Array(readFileSync(`${FIXTURES}/${name}`))
const read = (name: string): Promise<Imported> => Promise.resolve(keras.read(fileSource(name, bytesOf(name))))
const expected = createRequire(import.meta.url)('../../fixtures/import/keras.json') as Readonly<
  Record<string, { shape: number[]; scores: number[] }>
>

/** The picture of `keras_models.py`. */
function picture(shape: number[]): Constant {
  const count = shape.reduce((product, length) => product * length, 1)
  return { shape, data: Float32Array.from({ length: count }, (_, i) => ((i * 7919) % 1009) / 1009) }
}

async function originalOf({ original }: Imported): Promise<Original> {
  if (typeof original === 'string') throw new Error(original)
  return original()
}

beforeAll(() => tf.setBackend('cpu'))

describe('models that Keras wrote', () => {
  it.each([
    ['quirks.keras', 'quirks'],
    ['quirks.h5', 'quirks'],
    ['chunked.h5', 'quirks'],
    ['windows.keras', 'quirks'],
    ['branches.keras', 'branches'],
    ['branches.h5', 'branches'],
  ])(
    '%s gives the scores that Keras gives, to 1e-5 of the largest',
    async (file, of) => {
      const { graph } = await read(file)
      const { shape, scores } = expected[of]!
      const found = runGraph(graph, picture(shape)).get(graph.outputs[0]!)!
      expect(difference(found, { shape: [1, scores.length], data: Float32Array.from(scores) })).toBeLessThan(1e-5)
    },
    30_000,
  )

  it('has the layers that TensorFlow.js has for the config, also those of nested models, to 1e-5', async () => {
    const imported = await read('branches.keras')
    const image = pictureFor(imported.graph.input, 1)
    const ours = runGraph(imported.graph, image)
    const original = await originalOf(imported)
    const theirs = await original.run(image, [...ours.keys()])
    expect([...theirs.keys()]).toEqual(expect.arrayContaining(['conv2d', 'nested/inner', 'concatenate']))
    for (const [name, value] of theirs) expect([name, difference(ours.get(name)!, value) < 1e-5]).toEqual([name, true])
    await original.dispose()
  }, 30_000)

  it('says in a sentence what TensorFlow.js does not run, so that nothing was compared', async () => {
    const { original } = await read('quirks.keras')
    expect(original).toMatch(/^TensorFlow\.js does not run this config \(Input 0 is incompatible with layer flatten/)
  }, 30_000)

  it.skipIf(!existsSync(FASHION))(
    'the Fashion-MNIST network of the zoo: a row of pixels, nested, written on Windows',
    async () => {
      const imported = await keras.read(diskSource(FASHION))
      expect(imported.graph.input).toMatchObject({
        axes: ['batch', 'height', 'width'],
        height: 28,
        width: 28,
        channels: 1,
      })
      const image = pictureFor(imported.graph.input, 2, 0, 1)
      const ours = runGraph(imported.graph, image)
      const original = await originalOf(imported)
      const theirs = await original.run(image, [...ours.keys()])
      expect(theirs.size).toBeGreaterThanOrEqual(5)
      for (const [name, value] of theirs)
        expect([name, difference(ours.get(name)!, value) < 1e-6]).toEqual([name, true])
    },
    30_000,
  )
})

describe('what is refused', () => {
  const reader = new Hdf5Reader(20_000)
  afterAll(() => reader.end())

  it('weights without their layers', async () => {
    const bytes = zipSync({ 'model.weights.h5': bytesOf('quirks.h5') })
    await expect(keras.read(fileSource('m.keras', bytes))).rejects.toThrow(
      'm.keras holds no config.json (it has model.weights.h5)',
    )
  })

  it('an archive whose file inflates to more than it says', async () => {
    const bytes = zipSync({ 'config.json': new Uint8Array(2_000_000), 'model.weights.h5': new Uint8Array(8) })
    const at = Buffer.from(bytes).lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
    expect(at).toBeGreaterThan(0)
    const lying = bytes.slice()
    const directory = Buffer.from(lying.buffer).indexOf(Buffer.from('PK\x01\x02', 'latin1'))
    new DataView(lying.buffer).setUint32(directory + 24, 0xff_ff_ff_0f, true)
    await expect(keras.read(fileSource('bomb.keras', lying))).rejects.toThrow(
      /bomb\.keras is a damaged zip archive: config\.json of \d+ bytes claims/,
    )
  })

  it('layers that read each other in a circle', () => {
    const layer = (name: string, from: string) => ({
      class_name: 'ReLU',
      name,
      config: { name },
      inbound_nodes: [[[from, 0, 0, {}]]],
    })
    const input = {
      class_name: 'InputLayer',
      name: 'in',
      config: { batch_input_shape: [null, 8, 8, 3] },
      inbound_nodes: [],
    }
    const config = {
      name: 'm',
      layers: [input, layer('a', 'b'), layer('b', 'a')],
      input_layers: [['in', 0, 0]],
      output_layers: [['a', 0, 0]],
    }
    const model = readTopology({ class_name: 'Functional', config })
    expect(() => modelGraph(model, () => new Map(), 2)).toThrow('of model m reads its own output')
  })

  it('models that are nested without end', () => {
    let model: unknown = { class_name: 'ReLU', name: 'r', config: { name: 'r' } }
    for (let i = 0; i < 200; i++)
      model = { class_name: 'Sequential', name: `m${i}`, config: { name: `m${i}`, layers: [model] } }
    expect(() => readTopology(model)).toThrow('models are nested more than 64 deep')
  })

  it('HDF5 files that are cut or changed anywhere, each with its reason, and reads the next', async () => {
    const whole = bytesOf('chunked.h5')
    let refused = 0
    for (let i = 0; i < 300; i++) {
      const changed = i % 3 === 0 ? whole.slice(0, (i * 7919) % whole.length) : whole.slice()
      for (let k = 0; k < 1 + (i % 4); k++)
        changed[(i * 104_729 + k * 1_299_709) % Math.max(1, changed.length)] = (i * 31 + k) & 255
      await reader.read(changed, 'changed.h5').catch((error: Error) => {
        refused++
        expect(error.name).toBe('Failure')
      })
    }
    expect(refused).toBeGreaterThan(100)
    expect((await reader.read(whole, 'whole.h5')).datasets.size).toBeGreaterThan(5)
  }, 300_000)
})
