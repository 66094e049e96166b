import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dependencyCone, position, type Window } from '../../src/model/cone.ts'
import { forward } from '../../src/model/forward.ts'
import { extents } from '../../src/model/geometry.ts'
import type { Model } from '../../src/model/model.ts'
import { relu, type Nonlinearity } from '../../src/model/nonlinearity.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { describeOnEachBackend } from '../backends.ts'
import { relativeError } from './closeness.ts'
import { lumenTable } from './lumen.ts'
import { createMenagerie, layerNames, noiseImage, table, toTensor } from './menagerie.ts'
import { isConvolution } from '../../src/model/ops/conv.ts'

const sizes = extents(table)
/** Layers with rows and columns. */
const spatial = layerNames.filter((name) => sizes.get(name)!.height > 1)

/** Corners, the centre, the whole, and seeded windows of a layer. */
function windowsOf(layer: string): Window[] {
  const { height, width } = sizes.get(layer)!
  const rng = createRng(1, 'windows', layer)
  const range = (size: number): [number, number] => {
    const from = rng.integer(0, size - 1)
    return [from, rng.integer(from + 1, size)]
  }
  const random = Array.from({ length: 6 }, () => {
    const [top, bottom] = range(height)
    const [left, right] = range(width)
    return { top, bottom, left, right }
  })
  return [
    position(0, 0),
    position(0, width - 1),
    position(height - 1, 0),
    position(height - 1, width - 1),
    position(height >> 1, width >> 1),
    { top: 0, bottom: height, left: 0, right: width },
    ...random,
  ]
}

const slice = (x: tf.Tensor, { top, bottom, left, right }: Window): tf.Tensor =>
  tf.slice(x, [0, top, left, 0], [-1, bottom - top, right - left, -1])

describeOnEachBackend('a window of a layer', () => {
  let model: Model
  let image: tf.Tensor4D
  beforeAll(() => {
    model = createMenagerie()
    image = toTensor(noiseImage(1), noiseImage(2))
  })
  afterAll(() => {
    image.dispose()
    model.dispose()
  })

  it.each(spatial)('of %s equals that part of the whole layer', (layer) => {
    tf.tidy(() => {
      const run = forward(model)
      const full = run(image, [layer])[layer]
      for (const window of windowsOf(layer)) {
        const found = run(image, [{ layer, window }])[layer]
        const expected = slice(full, window)
        expect(found.shape).toEqual(expected.shape)
        expect(relativeError(found.dataSync(), expected.dataSync()), show(window)).toBeLessThan(1e-5)
      }
    })
  })

  it.each(spatial)('of %s needs no pixel outside its cone', (layer) => {
    tf.tidy(() => {
      const run = forward(model)
      const full = run(image, [layer])[layer]
      for (const window of windowsOf(layer)) {
        const target = { layer, window }
        const seen = dependencyCone(table, [target]).get('input')!
        const part = slice(image, seen) as tf.Tensor4D
        const found = run(part, [target], { top: seen.top, left: seen.left })[layer]
        const expected = slice(full, window)
        expect(relativeError(found.dataSync(), expected.dataSync()), show(window)).toBeLessThan(1e-5)
      }
    })
  })

  it('comes with windows of other layers, each exact', () => {
    tf.tidy(() => {
      const run = forward(model)
      const full = run(image, ['stem', 'peak', 'flat'])
      const stem = { top: 9, bottom: 16, left: 0, right: 2 }
      const peak = { top: 0, bottom: 1, left: 6, right: 8 }
      const found = run(image, [{ layer: 'stem', window: stem }, { layer: 'peak', window: peak }, 'flat'])
      expect(relativeError(found.stem.dataSync(), slice(full.stem, stem).dataSync())).toBeLessThan(1e-5)
      expect(relativeError(found.peak.dataSync(), slice(full.peak, peak).dataSync())).toBeLessThan(1e-5)
      expect(relativeError(found.flat.dataSync(), full.flat.dataSync())).toBeLessThan(1e-5)
    })
  })

  it('has the gradient that the whole layer has there', () => {
    tf.tidy(() => {
      const window = { top: 1, bottom: 3, left: 2, right: 4 }
      const target = { layer: 'sparse', window }
      const seen = dependencyCone(table, [target]).get('input')!
      const ofPart = tf.grad((x: tf.Tensor) => tf.sum(forward(model)(x as tf.Tensor4D, [target], seen).sparse))(
        slice(image, seen),
      )
      const ofWhole = tf.grad((x: tf.Tensor) =>
        tf.sum(slice(forward(model)(x as tf.Tensor4D, ['sparse']).sparse, window)),
      )(image)
      expect(relativeError(ofPart.dataSync(), slice(ofWhole, seen).dataSync())).toBeLessThan(1e-5)
    })
  })

  it('costs no more than its cone: nothing else is computed', () => {
    const seen: number[][] = []
    const counting: Nonlinearity = (x, slope) => {
      seen.push(x.shape)
      return relu(x, slope)
    }
    tf.dispose(forward(model, { relu: counting })(image, [{ layer: 'split', window: position(8, 8) }]))
    // The 3×3 of stem that one position of split needs, and that position; neither wide nor sparse.
    expect(seen).toEqual([
      [2, 3, 3, 6],
      [2, 1, 1, 4],
    ])
  })

  it('says which pixels it lacks', () => {
    const part = tf.zeros([1, 4, 4, 3]) as tf.Tensor4D
    const run = () => forward(model)(part, [{ layer: 'stem', window: position(8, 8) }], { top: 10, left: 20 })
    expect(run).toThrow('image covers rows 10…14, columns 20…24; the targets need rows 14…19, columns 16…19')
  })
})

const show = ({ top, bottom, left, right }: Window) => `${top}…${bottom}, ${left}…${right}`

describe('dependencyCone', () => {
  const lumen = lumenTable()
  const area = ({ top, bottom, left, right }: Window) => (bottom - top) * (right - left)

  it('holds no layer that the target does not need', () => {
    const cone = dependencyCone(table, ['split'])
    expect([...cone.keys()].sort()).toEqual(['input', 'norm', 'split', 'split.pre', 'stem', 'stem.pre'])
  })

  it('of one unit of conv4 is 39 of 64 pixels wide, and as narrow in between', () => {
    const cone = dependencyCone(lumen, [{ layer: 'conv4', window: position(8, 8) }])
    const spans = [...cone].map(([name, { top, bottom }]) => [name, top, bottom])
    expect(Object.fromEntries(spans.map(([name, ...rest]) => [name, rest]))).toEqual({
      input: [13, 52],
      'conv1.pre': [8, 25],
      conv1: [8, 25],
      'conv2.pre': [9, 24],
      conv2: [9, 24],
      pool2: [5, 12],
      'conv3.pre': [6, 11],
      conv3: [6, 11],
      'conv4.pre': [8, 9],
      conv4: [8, 9],
    })
  })

  it('makes one unit of conv4 at least three times cheaper than the layer', () => {
    const cost = (target: Parameters<typeof dependencyCone>[1]) => {
      const cone = dependencyCone(lumen, target)
      return lumen.layers.reduce((sum, layer) => {
        const window = cone.get(layer.name)
        if (!isConvolution(layer) || !window) return sum
        const depth = extents(lumen).get(layer.inputs[0])!.channels
        return sum + area(window) * layer.kernel[0] * layer.kernel[1] * depth * layer.filters
      }, 0)
    }
    const one = cost([{ layer: 'conv4', window: position(8, 8) }])
    expect(cost(['conv4']) / one).toBeGreaterThan(3)
  })

  it('is clipped at the edge of the image', () => {
    const cone = dependencyCone(lumen, [{ layer: 'conv1', window: position(0, 31) }])
    expect(cone.get('input')).toEqual({ top: 0, bottom: 4, left: 59, right: 64 })
  })

  it('joins the windows of several targets', () => {
    const cone = dependencyCone(lumen, [
      { layer: 'conv2', window: position(10, 10) },
      { layer: 'conv1', window: position(20, 3) },
    ])
    expect(cone.get('conv1')).toEqual({ top: 9, bottom: 21, left: 3, right: 12 })
  })

  it.each([
    [{ top: -1, bottom: 1, left: 0, right: 1 }, 'rows -1…1, columns 0…1'],
    [{ top: 0, bottom: 17, left: 0, right: 1 }, 'rows 0…17, columns 0…1'],
    [{ top: 3, bottom: 3, left: 0, right: 1 }, 'rows 3…3, columns 0…1'],
    [{ top: 0, bottom: 1, left: 16, right: 17 }, 'rows 0…1, columns 16…17'],
  ])('refuses the window %j of a 16×16 layer', (window, shown) => {
    expect(() => dependencyCone(lumen, [{ layer: 'conv4', window }])).toThrow(
      `window outside layer conv4: ${shown} (allowed: 0…16, 0…16)`,
    )
  })

  it('names the layers there are when one is unknown', () => {
    expect(() => dependencyCone(table, ['konv4'])).toThrow(
      `unknown layer: konv4 (menagerie has ${layerNames.join(', ')})`,
    )
  })
})
