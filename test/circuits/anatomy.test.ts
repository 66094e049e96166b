import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { anatomy } from '../../src/circuits/graph/anatomy.ts'
import { encodeAnatomy } from '../../src/artifacts/convAnatomy/compute.ts'
import { curveAnatomy } from '../../src/circuits/graph/curveAnatomy.ts'
import { decodeGrid } from '../../src/vocabulary/grid.ts'
import { forward } from '../../src/model/forward.ts'
import { extents } from '../../src/model/geometry.ts'
import type { Model } from '../../src/model/model.ts'
import { draw } from '../../src/stimuli/index.ts'
import curve from '../../src/stimuli/families/curve.ts'
import { createMenagerie, noiseImage, table, toTensor } from '../model/menagerie.ts'
import { isConvolution } from '../../src/model/ops/conv.ts'
import '../backends.ts'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

describe('anatomy', () => {
  let model: Model
  let image: tf.Tensor4D
  beforeAll(() => {
    model = createMenagerie()
    image = toTensor(noiseImage(3))
  })
  afterAll(() => model.dispose())

  const convolutions = table.layers.filter(isConvolution)

  it('the network it is tested on has strides, dilation and groups', () => {
    expect(convolutions.some(({ stride: [down] }) => down > 1)).toBe(true)
    expect(convolutions.some(({ dilation }) => dilation > 1)).toBe(true)
    expect(convolutions.some(({ groups }) => groups > 1)).toBe(true)
  })

  it.each(convolutions.map(({ name }) => name))(
    'at every corner and the middle of %s, contributions and bias sum to what the network computes',
    async (name) => {
      const { height, width, channels } = extents(table).get(name)!
      const wanted = forward(model)(image, [name])[name].dataSync()
      for (const [y, x] of [
        [0, 0],
        [height - 1, width - 1],
        [height >> 1, width >> 1],
      ] as const)
        for (const channel of [0, channels - 1]) {
          const found = await anatomy(model, `${name}/${channel}@${y},${x}`)(image)
          const total = sum(found.contributions.map((each) => each.sum)) + found.bias
          expect(found.preactivation).toBeCloseTo(total, 10)
          expect(found.output.values[y * width + x]).toBeCloseTo(found.value, 4)
          expect(found.preactivation).toBeCloseTo(wanted[(y * width + x) * channels + channel], 4)
        }
    },
  )

  it('each part is a patch of its map times its kernel slice', async () => {
    const name = convolutions.find(({ stride: [down] }) => down > 1)!.name
    const { parts, window, dilation } = await anatomy(model, `${name}/1@0,0`)(image)
    for (const { map, patch, kernel, product, sum: total } of parts) {
      patch.values.forEach((value, i) => {
        const y = window.top + dilation * Math.floor(i / patch.width)
        const x = window.left + dilation * (i % patch.width)
        const inside = y >= 0 && x >= 0 && y < map.height && x < map.width
        expect(value).toBe(inside ? map.values[y * map.width + x] : 0)
        expect(product.values[i]).toBe(Math.fround(value * kernel.values[i]))
      })
      expect(sum(product.values)).toBeCloseTo(total, 5)
    }
  })

  it('orders channels from excitation to inhibition, and takes the ends apart', async () => {
    const widest = convolutions.reduce((a, b) =>
      extents(table).get(a.inputs[0])!.channels / a.groups < extents(table).get(b.inputs[0])!.channels / b.groups
        ? b
        : a,
    )
    const { contributions, parts } = await anatomy(model, `${widest.name}/0`, { strongest: 1 })(image)
    const sums = contributions.map((each) => each.sum)
    expect(sums).toEqual([...sums].sort((a, b) => b - a))
    expect(parts.map(({ channel }) => channel)).toEqual([contributions[0].channel, contributions.at(-1)!.channel])
  })

  it('takes the channels apart that were chosen', async () => {
    const { parts } = await anatomy(model, `${convolutions[0].name}/0`, { channels: [1] })(image)
    expect(parts.map(({ channel }) => channel)).toEqual([1])
  })

  it('refuses a layer that is no convolution, and says which there are', () => {
    const other = table.layers.find(({ op }) => op === 'concat' || op === 'maxPool')!.name
    expect(() => anatomy(model, `${other}/0`)).toThrow(/^no convolution: .* \(allowed: \w+/)
  })
})

describe('curveAnatomy', () => {
  let model: Model
  beforeAll(() => {
    model = readModel('lumen')
  })
  afterAll(() => model.dispose())
  const stimulus = { angle: 75, curvature: 0.07, x: 1, y: -4 }

  it('shows the network a curve beside the centre of the unit’s receptive field', async () => {
    const { image } = await curveAnatomy(model, 'conv4/39@5,9', stimulus)
    const wanted = draw(curve, [{ ...stimulus, x: 37, y: 16 }], { height: 64, width: 64 })
    expect([...image.values]).toEqual([...wanted.dataSync()])
  })

  it('conv4/39 of lumen prefers a curve that bulges up to a line, and that to one turned by 75°', async () => {
    const value = async (change: Partial<typeof stimulus>) =>
      (await curveAnatomy(model, 'conv4/39', { ...stimulus, ...change })).value
    const [curved, straight, turned] = [await value({}), await value({ curvature: 0 }), await value({ angle: 150 })]
    expect(curved).toBeGreaterThan(14)
    expect(straight).toBeLessThan(curved / 2)
    expect(turned).toBe(0)
  })

  it('its value is the network’s own, and its file keeps sums to six digits and grids to 63 levels', async () => {
    const found = await curveAnatomy(model, 'conv4/39', stimulus)
    const image = tf.tensor4d(found.image.values, [1, 64, 64, 3])
    const value = forward(model)(image, ['conv4'])['conv4'].dataSync()[(8 * 16 + 8) * 64 + 39]
    expect(found.value).toBeCloseTo(value, 4)

    const json = encodeAnatomy(found)
    expect(json.contributions).toHaveLength(64)
    expect(json.value).toBeCloseTo(found.value, 4)
    found.parts.forEach(({ map, kernel, product }, i) => {
      for (const [grid, stored] of [
        [map, json.parts[i].map],
        [kernel, json.parts[i].kernel],
        [product, json.parts[i].product],
      ] as const) {
        const read = decodeGrid(stored).values
        read.forEach((level, j) => expect(Math.abs(level - grid.values[j])).toBeLessThanOrEqual(stored.max / 61))
      }
    })
    expect(JSON.stringify(json).length).toBeLessThan(16_000)
  })
})
