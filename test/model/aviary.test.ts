import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expandedWeights } from '../../src/circuits/linear/expandedWeights.ts'
import { TRUE } from '../../src/circuits/linear/throughLayer.ts'
import { dependencyCone } from '../../src/model/cone.ts'
import { forward } from '../../src/model/forward.ts'
import { centre, extents, reaches } from '../../src/model/geometry.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { describeOnEachBackend } from '../backends.ts'
import { createAviary, layerNames, noisePicture, parameters, table } from './aviary.ts'
import { relativeError } from './closeness.ts'
import { toTensor } from './menagerie.ts'
import { at, slowForward, volume, type Volume } from './slowForward.ts'

const slow = (image: Volume) => slowForward(table, parameters, image)

/** For a layer's values times fixed noise, summed: the slope along a direction, by central differences in double. */
function probe(layer: string) {
  for (let seed = 1; seed <= 30; seed++) {
    const rng = createRng(seed, 'aviary', layer)
    const image = noisePicture(seed)
    const direction = rng.normals(image.data.length)
    const weights = rng.normals(slow(image).get(layer)!.data.length)
    const value = (h: number) => {
      const data = image.data.map((x, i) => x + h * direction[i])
      return slow({ ...image, data })
        .get(layer)!
        .data.reduce((sum, x, i) => sum + x * weights[i], 0)
    }
    const slopes = [1e-5, 3e-6, 1e-6].map((step) => (value(step) - value(-step)) / (2 * step))
    // A single probe may lie on a kink of a ReLU6, and a slope near zero resolves nothing.
    if (Math.max(...slopes) - Math.min(...slopes) < 1e-6 * Math.abs(slopes[0]) && Math.abs(slopes[0]) > 0.05)
      return { image, direction, weights, slope: slopes[0] }
  }
  throw new Error(`no probe of ${layer}`)
}

describeOnEachBackend('the operations of published networks', () => {
  let model: Model
  beforeAll(() => {
    model = createAviary()
  })
  afterAll(() => model.dispose())

  it.each(layerNames)('compute %s as the slow implementation does', (layer) => {
    const images = [noisePicture(1), noisePicture(2)]
    const found = tf.tidy(() => forward(model)(toTensor(...images), [layer])[layer].dataSync())
    const wanted = images.map((image) => slow(image).get(layer)!.data)
    expect(Math.max(...wanted[0].map(Math.abs)), 'zeros would prove nothing').toBeGreaterThan(0.05)
    expect(relativeError(found, [...wanted[0], ...wanted[1]])).toBeLessThan(1e-5)
  })

  it.each(layerNames)('have a gradient, through %s, that agrees with finite differences', (layer) => {
    const { image, direction, weights, slope } = probe(layer)
    const gradient = tf.tidy(() =>
      tf
        .grad((x: tf.Tensor) => {
          const found = forward(model)(x as tf.Tensor4D, [layer])[layer]
          return tf.sum(tf.mul(found, tf.tensor(weights, found.shape)))
        })(toTensor(image))
        .dataSync(),
    )
    const along = Array.from(gradient as Float32Array).reduce((sum, value, i) => sum + value * direction[i], 0)
    expect(Math.abs(along - slope) / Math.abs(slope)).toBeLessThan(1e-3)
  })

  it.each(layerNames)('are computed for one position of %s from no more than its cone', (layer) => {
    const image = toTensor(noisePicture(3))
    const whole = forward(model)(image, [layer])[layer]
    const { height, width } = extents(table).get(layer)!
    // The corners, where padding is, and the middle.
    for (const [y, x] of [[0, 0], [height >> 1, width >> 1], [height - 1, width - 1]] as const) {
      const window = { top: y, bottom: y + 1, left: x, right: x + 1 }
      const seen = dependencyCone(table, [{ layer, window }]).get('input')!
      const { top, left } = seen
      const part = tf.slice(image, [0, top, left, 0], [1, seen.bottom - top, seen.right - left, -1]) as tf.Tensor4D
      const found = forward(model)(part, [{ layer, window }], { top, left })[layer]
      const wanted = whole.rank === 4 ? tf.slice(whole, [0, y, x, 0], [1, 1, 1, -1]) : whole
      expect(relativeError(found.dataSync(), wanted.dataSync())).toBeLessThan(1e-4)
    }
  }) // prettier-ignore

  const NAMED = [
    'deep',
    'double.pre',
    'uneven',
    'residual',
    'mixed',
    'spread',
    'rounded',
    'product',
    'excited',
    'after',
  ]
  it.each(NAMED)('have expanded weights of %s that are, with true slopes, the response to impulses', async (layer) => {
    const picture = noisePicture(5)
    const image = toTensor(picture)
    const [y, x] = centre(table, layer)
    // The first unit that something opens.
    const { channels } = extents(table).get(layer)!
    let [unit, largest] = [-1, 0]
    let field = await expandedWeights(model, `${layer}/0`, 'input', TRUE, image)
    while (largest < 1e-3 && ++unit < channels) {
      field = await expandedWeights(model, `${layer}/${unit}`, 'input', TRUE, image)
      largest = Math.max(...field.values.map(Math.abs))
    }
    const { window, values } = field
    expect(largest).toBeGreaterThan(1e-3)
    // They are of what comes before the nonlinearity, where the unit has one.
    const before = layerNames.includes(`${layer}.pre`) ? `${layer}.pre` : layer
    const value = (data: Float64Array) => at(slow({ ...picture, data }).get(before)!, y, x, unit)
    let within = 0
    for (let i = 0; i < 40; i++) {
      const [row, column, c] = [(7 * i + 3) % 24, (11 * i) % 20, i % 3]
      const index = (row * 20 + column) * 3 + c
      const moved = (by: number) => picture.data.map((v, j) => (j === index ? v + by : v))
      const step = 1e-6
      const wanted = (value(moved(step)) - value(moved(-step))) / (2 * step)
      const inside = row >= window.top && row < window.bottom && column >= window.left && column < window.right
      if (inside) within++
      // The network takes blue first: the field is in its order of channels, before they are scaled.
      const place = ((row - window.top) * (window.right - window.left) + column - window.left) * 3 + (2 - c)
      const found = inside ? values[place] * table.input.scale[2 - c] : 0
      expect(Math.abs(found - wanted)).toBeLessThan(1e-3 * Math.max(largest, Math.abs(wanted)))
    }
    expect(within).toBeGreaterThan(3)
    image.dispose()
  })
})

describe('receptive fields', () => {
  /** For each row (column) of pixels, which rows (columns) of a layer turn into no number with it. */
  const influence = [0, 1].map((axis) =>
    Array.from({ length: axis === 0 ? 24 : 20 }, (_, line) => {
      const image = noisePicture(1)
      const data = image.data.map((value, i) => {
        const pixel = Math.floor(i / 3)
        return (axis === 0 ? Math.floor(pixel / 20) : pixel % 20) === line ? Number.NaN : value
      })
      const found = slow({ ...image, data })
      return new Map(
        [...found].map(([name, { height, width, channels, data: values }]) => {
          const lines = new Set<number>()
          values.forEach((value, i) => {
            const pixel = Math.floor(i / channels)
            if (Number.isNaN(value)) lines.add(axis === 0 ? Math.floor(pixel / width) : pixel % width)
          })
          return [name, { lines, length: axis === 0 ? height : width }]
        }),
      )
    }),
  )

  // Those of strides below one do not all see as far as the closed form says: their fields are bounds.
  const exact = [
    'stem',
    'deep',
    'double.pre',
    'squeeze',
    'gates',
    'excited',
    'framed',
    'list',
    'shaped',
    'after',
    'logits',
  ]
  it.each(layerNames)('of %s hold every pixel that a unit depends on', (layer) => {
    for (const axis of [0, 1] as const) {
      const last = axis === 0 ? 23 : 19
      const { first, last: end, stride } = reaches(table).get(layer)![axis]
      const { length } = influence[axis][0].get(layer)!
      for (let index = 0; index < length; index++) {
        const seen = influence[axis].flatMap((found, line) => (found.get(layer)!.lines.has(index) ? [line] : []))
        const [from, to] = [Math.max(0, first + stride * index), Math.min(last, end + stride * index)]
        if (seen.length === 0) continue
        expect(seen[0], `axis ${axis}, unit ${index}`).toBeGreaterThanOrEqual(Math.floor(from))
        expect(seen.at(-1)).toBeLessThanOrEqual(Math.ceil(to))
        if (exact.includes(layer) && layer !== 'framed') expect([seen[0], seen.at(-1)]).toEqual([from, to])
      }
    }
  })

  it('of units behind a squeeze are the whole image, and each keeps its place', () => {
    const [y, x] = reaches(table).get('excited')!
    expect([y.stride, x.stride]).toEqual([4, 2])
    expect((y.first + y.last) / 2).toBe(
      (reaches(table).get('double')![0].first + reaches(table).get('double')![0].last) / 2,
    )
  })
})

describe('a depthwise convolution', () => {
  it('runs by a kernel of its own, forwards and back, whatever the number of channels', async () => {
    await tf.setBackend('wasm')
    await tf.ready()
    const { prepareConvolution } = await import('../../src/model/convolution.ts')
    const x: tf.Tensor4D = tf.randomNormal([1, 9, 9, 32], 0, 1, 'float32', 1)
    const deep = prepareConvolution(tf.randomNormal([3, 3, 1, 32], 0, 1, 'float32', 2), tf.zeros([32]), { groups: 32 })
    const convolved = async (run: () => tf.Tensor) => {
      const { kernels } = await tf.profile(() => tf.tidy(run))
      return kernels.map(({ name }) => name).filter((name) => /Conv/.test(name))
    }
    expect(await convolved(() => deep.apply(x, [1, 1, 1, 1]))).toEqual(['DepthwiseConv2dNative'])
    const back = () => tf.grad((y) => tf.sum(deep.apply(y as tf.Tensor4D, [1, 1, 1, 1])))(x)
    expect(await convolved(back)).toEqual(['DepthwiseConv2dNative', 'DepthwiseConv2dNative'])
    deep.dispose()
  })
})

it('volumes of the aviary are those of its table', () => {
  const found = slow(noisePicture(1))
  for (const [name, extent] of extents(table)) {
    const { height, width, channels } = found.get(name) ?? volume(0, 0, 0, () => 0)
    expect({ name, height, width, channels }).toEqual({ name, ...extent })
  }
})
