import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { between } from '../../src/circuits/linear/backward.ts'
import { TRUE } from '../../src/circuits/linear/throughLayer.ts'
import type { StandIns } from '../../src/model/standIns.ts'
import { expandedWeights, slice, strongest } from '../../src/circuits/linear/expandedWeights.ts'
import { kernelBetween } from '../../src/circuits/kernels/kernelBetween.ts'
import { forward } from '../../src/model/forward.ts'
import { centre, extents } from '../../src/model/geometry.ts'
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'
import { createModel, type Model } from '../../src/model/model.ts'
import { linear } from '../../src/model/nonlinearity.ts'
import { describeOnEachBackend } from '../backends.ts'
import { createMenagerie, noiseImage, parameters, table, toTensor } from '../model/menagerie.ts'
import { at, slowConvolution, slowPool, volume, type Volume } from '../model/slowForward.ts'
import { knownLayers } from '../model/knownLayer.ts'

const OPEN: StandIns = { relu: 'identity', maxPool: 'average' }

/** From a layer on, by plain loops: what the layers in `layers` make of activations of `from`. */
function slowFrom(standIns: StandIns, from: string, start: Volume, to: string): Volume {
  const sizes = extents(table)
  const found = new Map([[from, start]])
  for (const layer of knownLayers({ layers: between(table, to, from) })) {
    const inputs = layer.inputs.map((name) => {
      const { height, width, channels } = sizes.get(name)!
      // What does not depend on `from` is no part of its Jacobian.
      return found.get(name) ?? volume(height, width, channels, () => 0)
    })
    const x = inputs[0]
    const scaled = (factor: number) => ({ ...x, data: x.data.map((value) => factor * value) })
    const stem = layer.name.replace(/\.pre$/, '')
    const value = ((): Volume => {
      switch (layer.op) {
        case 'conv': {
          const kernel = parameters.get(`${stem}/kernel`)!
          const zero = { shape: [layer.filters], data: new Float64Array(layer.filters) }
          return slowConvolution(x, kernel, zero, layer)
        }
        case 'relu':
        case 'leakyRelu': {
          const slope = layer.op === 'relu' ? 0 : layer.slope
          return scaled(standIns.relu === 'identity' ? 1 : (1 + slope) / 2)
        }
        case 'lrn':
          return scaled(layer.bias ** -layer.beta)
        case 'maxPool':
          return slowPool(x, layer, (values) => values.reduce((a, b) => a + b) / values.length)
        case 'avgPool':
          return slowPool(x, layer, (values) => {
            const count = layer.countPadding ? layer.window[0] * layer.window[1] : values.length
            return values.reduce((a, b) => a + b) / count
          })
        case 'globalAverage':
          return volume(1, 1, x.channels, (_y, _x, c) => {
            let sum = 0
            for (let y = 0; y < x.height; y++) for (let z = 0; z < x.width; z++) sum += at(x, y, z, c)
            return sum / (x.height * x.width)
          })
        case 'add':
          return volume(x.height, x.width, x.channels, (y, z, c) =>
            inputs.reduce((sum, each) => sum + at(each, y, z, c), 0),
          )
        case 'concat': {
          const { height, width, channels } = sizes.get(layer.name)!
          return volume(height, width, channels, (y, z, c) => {
            let rest = c
            for (const each of inputs) {
              if (rest < each.channels) return at(each, y, z, rest)
              rest -= each.channels
            }
            throw new Error(`no channel ${c}`)
          })
        }
        case 'dense': {
          const { data } = parameters.get(`${stem}/kernel`)!
          return volume(1, 1, layer.units, (_y, _x, unit) =>
            x.data.reduce((sum, value, i) => sum + value * data[i * layer.units + unit], 0),
          )
        }
        case 'softmax':
          throw new Error('no stand-in')
      }
    })()
    found.set(layer.name, value)
  }
  return found.get(to)!
}

const tolerance = 2e-5

describeOnEachBackend('expanded weights', () => {
  let model: Model
  beforeAll(() => {
    model = createMenagerie()
  })
  afterAll(() => model.dispose())

  const pairs = [
    ['sparse/3', 'norm'],
    ['sparse/3', 'stem'],
    ['sparse/9@0,1', 'wide'],
    ['residual/5', 'input'],
    ['flat/2', 'blur'],
    ['logits/4', 'residual'],
    ['split/1', 'stem.pre'],
  ] as const
  const standIns: StandIns[] = [OPEN, { relu: 'half', maxPool: 'average' }]
  const cases = pairs.flatMap(([to, from]) => standIns.map((each) => [to, from, each] as const))

  it.each(cases)('of %s on %s equal the response to impulses, %o', async (to, from, standIn) => {
    const { window, channels, values } = await expandedWeights(model, to, from, standIn)
    const [name, rest] = to.split('/') as [string, string]
    const layer = table.layers.some((each) => each.name === `${name}.pre`) ? `${name}.pre` : name
    const channel = Number(rest.split('@')[0])
    const [row, column] = rest.includes('@') ? [0, 1] : centre(table, layer)
    const size = extents(table).get(from)!
    const width = window.right - window.left
    expect(values.length).toBe((window.bottom - window.top) * width * channels)
    let within = 0
    for (let i = 0; i < 60; i++) {
      const [y, x, c] = [(7 * i) % size.height, (5 * i + 3) % size.width, i % size.channels]
      const impulse = volume(size.height, size.width, size.channels, (r, q, k) =>
        r === y && q === x && k === c ? 1 : 0,
      )
      const wanted = at(slowFrom(standIn, from, impulse, layer), row, column, channel)
      const inside = y >= window.top && y < window.bottom && x >= window.left && x < window.right
      if (inside) within++
      const found = inside ? values[((y - window.top) * width + x - window.left) * channels + c] : 0
      expect(Math.abs(found - wanted)).toBeLessThan(tolerance)
    }
    expect(within).toBeGreaterThan(3)
  })

  it('true slopes and routes on an image give the gradient of forward', async () => {
    const image = toTensor(noiseImage(4))
    let nonzero = 0
    for (const to of ['sparse.pre/7', 'logits/1', 'branches/6', 'wide.pre/0'] as const) {
      const [layer, channel] = to.split('/') as [string, string]
      const [y, x] = centre(table, layer)
      const wanted = tf.tidy(() => {
        const score = (input: tf.Tensor) => {
          const found = forward(model)(input as tf.Tensor4D, [layer])[layer]
          if (found.rank === 2) return tf.sum(tf.slice(found, [0, Number(channel)], [1, 1]))
          return tf.sum(tf.slice(found, [0, y, x, Number(channel)], [1, 1, 1, 1]))
        }
        return tf.grad(score)(image).dataSync()
      })
      const { window, values } = await expandedWeights(model, to, 'input', TRUE, image)
      const { height: size, scale } = table.input
      for (let row = 0; row < size; row++)
        for (let column = 0; column < size; column++)
          for (let c = 0; c < 3; c++) {
            const inside = row >= window.top && row < window.bottom && column >= window.left && column < window.right
            const at = ((row - window.top) * (window.right - window.left) + column - window.left) * 3 + c
            const found = inside ? scale[c] * values[at] : 0
            if (Math.abs(found) > 1e-3) nonzero++
            expect(Math.abs(found - wanted[(row * size + column) * 3 + c])).toBeLessThan(tolerance)
          }
    }
    expect(nonzero).toBeGreaterThan(100)
    image.dispose()
  })

  it('on a linear network, whatever the stand-ins, are its true gradient', async () => {
    const layers = table.layers.map((layer) => {
      if (layer.op === 'relu' || layer.op === 'leakyRelu')
        return { name: layer.name, op: 'leakyRelu', inputs: layer.inputs, slope: 1 }
      if (layer.op === 'maxPool') return { ...layer, op: 'avgPool', countPadding: false }
      return layer.op === 'lrn' ? { ...layer, alpha: 0 } : layer
    })
    const network = createModel(parseLayerTable({ ...table, layers }), parameters)
    const image = toTensor(noiseImage(9))
    const wanted = tf.tidy(() =>
      tf
        .grad((input) =>
          tf.sum(
            tf.slice(forward(network, { relu: linear })(input as tf.Tensor4D, ['logits'])['logits'], [0, 2], [1, 1]),
          ),
        )(image)
        .dataSync(),
    )
    for (const relu of ['identity', 'half', 'true'] as const) {
      const { values } = await expandedWeights(network, 'logits/2', 'input', { relu, maxPool: 'average' }, image)
      expect(values.length).toBe(wanted.length)
      values.forEach((value, i) => expect(Math.abs(table.input.scale[0] * value - wanted[i])).toBeLessThan(tolerance))
    }
    image.dispose()
    network.dispose()
  })

  it('leave no tensor behind', async () => {
    await expandedWeights(model, 'logits/4', 'input', OPEN)
    const before = tf.memory().numTensors
    await expandedWeights(model, 'logits/4', 'input', OPEN)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('refuse a layer that the unit does not depend on, and a route without an image', async () => {
    await expect(expandedWeights(model, 'stem/0', 'wide', OPEN)).rejects.toThrow(
      'stem.pre does not depend on wide (it does on input)',
    )
    await expect(expandedWeights(model, 'wide/0', 'nothing', OPEN)).rejects.toThrow(/^unknown layer: nothing/)
    await expect(expandedWeights(model, 'softmax/0', 'average', OPEN)).rejects.toThrow(
      'no linear stand-in: softmax is a softmax (take the logits before it)',
    )
    await expect(expandedWeights(model, 'sparse/0', 'norm', TRUE)).rejects.toThrow(
      'stand-ins of sparse/0 need an image: true slopes and routes are those on one',
    )
  })
})

describe('between adjacent layers, expanded weights', () => {
  let lumen: Model
  beforeAll(async () => {
    await tf.setBackend('wasm')
    lumen = readModel('lumen')
  })
  afterAll(() => lumen.dispose())

  it.each([
    ['conv4/39', 'conv3', 5],
    ['conv3/7', 'pool2', 3],
    ['conv1/4', 'input', 7],
    ['conv7/100', 'pool6', 3],
  ])('of %s on %s are the plain kernel', async (to, from, size) => {
    const found = await expandedWeights(lumen, to, from, OPEN)
    const [layer, channel] = to.split('/') as [string, string]
    for (let each = 0; each < found.channels; each++) {
      const grid = slice(found, each)
      const kernel = kernelBetween(lumen, { layer, channel: Number(channel) }, { layer: from, channel: each })!
      expect([grid.height, grid.width]).toEqual([size, size])
      grid.values.forEach((value, i) => expect(value).toBeCloseTo(kernel.values[i], 6))
    }
    const [first] = strongest(found) as [{ channel: number; norm: number }]
    expect(first.norm).toBeCloseTo(Math.hypot(...slice(found, first.channel).values), 5)
  })

  it('across an average pool keep the kernel’s sum', async () => {
    const found = slice(await expandedWeights(lumen, 'conv3/7', 'conv2', OPEN), 11)
    const kernel = kernelBetween(lumen, { layer: 'conv3', channel: 7 }, { layer: 'conv2', channel: 11 })!
    const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0)
    expect([found.height, found.width]).toEqual([7, 7])
    expect(sum(found.values)).toBeCloseTo(sum(kernel.values), 5)
  })
})

describe('kernelBetween', () => {
  it('looks through pooling, joining and averaging, and sees groups apart', () => {
    const model = createMenagerie()
    const sparse = (channel: number, layer: string, from: number) =>
      kernelBetween(model, { layer: 'sparse', channel }, { layer, channel: from })
    const { data } = parameters.get('sparse/kernel')!
    // `split` is the second of the joined branches: its channel 1 is the 5th of 8, in the second group.
    const plain = Array.from({ length: 9 }, (_, tap) => data[(tap * 4 + 1) * 10 + 8])
    expect([...sparse(8, 'split', 1)!.values]).toEqual(plain)
    expect([...sparse(8, 'blur', 5)!.values]).toEqual(plain)
    expect([...sparse(8, 'wide', 1)!.values]).toEqual(new Array(9).fill(0))
    expect(sparse(8, 'norm', 0)).toBeUndefined()
    const weights = parameters.get('logits/kernel')!.data
    const dense = kernelBetween(model, { layer: 'logits', channel: 3 }, { layer: 'sparse', channel: 6 })
    expect([...dense!.values]).toEqual([weights[6 * 5 + 3]])
    expect(kernelBetween(model, { layer: 'peak', channel: 0 }, { layer: 'wide', channel: 0 })).toBeUndefined()
    model.dispose()
  })
})
