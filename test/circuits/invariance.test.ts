import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { correlation } from '../../src/circuits/compare/correlation.ts'
import { chainsOf, drivesOf, shuffledDrives } from '../../src/circuits/symmetry/invariance.ts'
import { layerKernels } from '../../src/circuits/kernels/layerKernels.ts'
import { meanResponses, mirroredMeans, stimulusMeans } from '../../src/circuits/responses/meanResponses.ts'
import { mirroredHeads, mirroredLikeness, sidesOf } from '../../src/circuits/symmetry/mirroredHeads.ts'
import {
  bestScore,
  driveOf,
  layerSides,
  measureChains,
  unionCircuits,
  type Drive,
} from '../../src/circuits/graph/unionCircuits.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { draw } from '../../src/stimuli/family.ts'
import head from '../../src/stimuli/families/head.ts'
import '../backends.ts'

let model: Model
beforeAll(async () => {
  await tf.setBackend('wasm')
  model = readModel('lumen')
})

const UNITS = {
  left: ['conv4/13', 'conv5/69'],
  right: ['conv4/20', 'conv5/68'],
  union: 'conv6/9',
} as const

describe('correlation', () => {
  it('is 1, −1 and 0 where it must be', () => {
    expect(correlation([1, 2, 4], [10, 20, 40])).toBeCloseTo(1, 12)
    expect(correlation([1, 2, 4], [-1, -2, -4])).toBeCloseTo(-1, 12)
    expect(correlation([1, -1, 1, -1], [1, 1, -1, -1])).toBeCloseTo(0, 12)
  })
  it('is that of a textbook example (Anscombe 1973, first set)', () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    expect(correlation(x, y)).toBeCloseTo(0.8164, 4)
  })
  it('is 0 for what never changes, up to rounding', () => {
    expect(correlation([0.1, 0.1, 0.1], [1, 2, 3])).toBe(0)
  })
})

describe('mirroredHeads', () => {
  it('every odd head is the mirror image of the one before', () => {
    const heads = mirroredHeads(3, 0)
    expect(heads).toHaveLength(9 * 2 * 3)
    const images = draw(head, heads, { height: 40, width: 40, top: -19.5, left: -19.5 })
    const values = images.dataSync()
    const picture = 40 * 40 * 3
    for (let i = 0; i < heads.length; i += 2)
      for (let at = 0; at < 40 * 40; at++) {
        const other = at - (at % 40) + (39 - (at % 40))
        const [a, b] = [values[i * picture + 3 * at], values[(i + 1) * picture + 3 * other]]
        if (Math.abs(a - b) > 1e-3) throw new Error(`head ${i} at ${at}: ${a} and ${b}`)
      }
    images.dispose()
  })

  it('sides are the means of the poses to each side', () => {
    expect(sidesOf([2, 4, 9, 1, 0], [-1, -0.5, 0, 0.5, 1])).toEqual({
      left: 3,
      right: 0.5,
      mean: 3.2,
      preference: -2.5 / 3.5,
    })
    expect(sidesOf([0, 0], [-1, 1]).preference).toBe(0)
  })

  it('a unit is like another that responds to each mirror image as it does', () => {
    expect(mirroredLikeness([1, 2, 3, 5], [2, 1, 5, 3])).toBeCloseTo(1, 12)
    expect(mirroredLikeness([1, 2, 3, 4], [2, 1, 4, 3])).toBeCloseTo(correlation([1, 2, 3, 4], [1, 2, 3, 4]), 12)
  })
})

describe('meanResponses', () => {
  it('are the means of the maps, layer by layer', async () => {
    const heads = mirroredHeads(1, 0).slice(0, 3)
    const samples = heads.map((each) => ({ ...each }))
    const found = await stimulusMeans(model, { units: ['conv6/9', 'conv4/13', 'conv4/20'], family: 'head', samples })
    const images = draw(head, heads, { height: 64, width: 64, top: -32, left: -32 })
    const maps = forward(model)(images, ['conv4', 'conv6'])
    ;[
      ['conv6', 9],
      ['conv4', 13],
      ['conv4', 20],
    ].forEach(([layer, channel], unit) => {
      const [, height, width, channels] = maps[layer as string].shape as [number, number, number, number]
      const values = maps[layer as string].dataSync()
      heads.forEach((_, i) => {
        let sum = 0
        for (let at = 0; at < height * width; at++)
          sum += values[(i * height * width + at) * channels + (channel as number)]
        expect(found[unit][i]).toBeCloseTo(sum / (height * width), 5)
      })
    })
  })

  it('the mirror image of a mirror image is the picture', async () => {
    const size = 64
    const image = createRng(0, 'picture')
      .normals(size * size * 3)
      .map((x) => 0.5 + 0.2 * x)
    const flipped = image.map((_, i) => {
      const [row, column, colour] = [Math.floor(i / (3 * size)), Math.floor(i / 3) % size, i % 3]
      return image[(row * size + size - 1 - column) * 3 + colour]
    })
    const units = ['conv4/13', 'conv5/68']
    const before = tf.memory().numTensors
    const own = await mirroredMeans(model, { units, image })
    const mirrored = await mirroredMeans(model, { units, image: flipped })
    expect(tf.memory().numTensors).toBe(before)
    own.forEach(([a, b], i) => {
      expect(mirrored[i][0]).toBeCloseTo(b, 5)
      expect(mirrored[i][1]).toBeCloseTo(a, 5)
      expect(Math.abs(a - b)).toBeGreaterThan(1e-4)
    })
  })

  it('says what a picture of another size should be', async () => {
    await expect(mirroredMeans(model, { units: ['conv4/1'], image: new Float32Array(12) })).rejects.toThrow(
      'image of 12 numbers (lumen takes 64×64×3)',
    )
    expect(() => meanResponses(model, ['conv4/64'])).toThrow('unknown unit: conv4/64')
  })
})

describe('driveOf', () => {
  it('is the sum of the kernel over the length of all weights into the unit', () => {
    const { values, to } = driveOf(model, 'conv5')
    const { data, shape } = model.stored.get('conv5/kernel')!
    const [height, width, from] = shape as [number, number, number]
    for (const [a, b] of [
      [13, 69],
      [20, 69],
      [0, 127],
    ] as const) {
      let [sum, squares] = [0, 0]
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          for (let i = 0; i < from; i++) {
            const weight = data[((y * width + x) * from + i) * to + b]
            squares += weight ** 2
            if (i === a) sum += weight
          }
      expect(values[a * to + b]).toBeCloseTo(sum / Math.sqrt(squares), 5)
    }
    const kernel = layerKernels(model, 'conv5')!(69, 13)
    expect(kernel.values[5]).toBe(data[(5 * from + 13) * to + 69])
  })

  it('shuffled keeps how large the weights are, and not where', () => {
    const { layers } = chainsOf(model.table, UNITS)
    const own = drivesOf(model, layers)
    const other = shuffledDrives(model, layers, createRng(0, 'test'))
    const spread = ({ values }: Drive) => Math.sqrt(values.reduce((sum, each) => sum + each ** 2, 0) / values.length)
    expect(correlation(own.toUpper.values, other.toUpper.values)).toBeLessThan(0.05)
    // Weights of a trained kernel agree in sign; shuffled ones do not, so their sums are smaller.
    expect(spread(other.toUpper)).toBeLessThan(spread(own.toUpper))
    expect(spread(other.toUpper)).toBeGreaterThan(0.3 * spread(own.toUpper))
  })
})

describe('unionCircuits', () => {
  // Two heads in two poses, each with its mirror image; channels 0 left, 1 right, 2 either.
  const poses = [-1, 1, 1, -1]
  const layer = () =>
    layerSides(
      [
        [4, 1, 0, 5],
        [1, 4, 5, 0],
        [3, 3, 2, 2],
      ],
      poses,
    )
  const drive = (rows: number[][]): Drive => ({ to: 3, values: Float32Array.from(rows.flat()) })
  const layers = { lower: layer(), upper: layer(), union: layer() }
  const drives = {
    toUpper: drive([
      [0.5, -0.25, 0],
      [-0.25, 0.5, 0],
      [0, 0, 0],
    ]),
    toUnion: drive([
      [0, 0, 0.25],
      [0, 0, 0.5],
      [0, 0, 0],
    ]),
  }

  it('finds the planted circuit alone, with the score its parts give', () => {
    const found = unionCircuits(layers, drives)
    // Preferences ∓0.8, likeness 1, evenness 1; 0.5 along, −0.25 across; 0.25 the lesser joining.
    expect(found).toEqual([
      {
        lower: { left: 0, right: 1 },
        upper: { left: 0, right: 1 },
        union: 2,
        score: expect.closeTo(0.8 * 0.75 * 0.25, 6) as number,
      },
    ])
    const measured = measureChains(found[0], layers, drives)
    expect(measured.score).toBeCloseTo(found[0].score, 12)
    expect(measured).toMatchObject({ along: [0.5, 0.5], across: [-0.25, -0.25], joined: [0.25, 0.5] })
    expect(bestScore(layers, drives)).toBe(found[0].score)
  })

  it('finds none where the chains drive each other as much as themselves', () => {
    const mixed = {
      ...drives,
      toUpper: drive([
        [0.5, 0.5, 0],
        [0.5, 0.5, 0],
        [0, 0, 0],
      ]),
    }
    expect(unionCircuits(layers, mixed)).toEqual([])
    expect(bestScore(layers, mixed)).toBe(0)
    expect(
      measureChains({ lower: { left: 0, right: 1 }, upper: { left: 0, right: 1 }, union: 2 }, layers, mixed).score,
    ).toBe(0)
  })

  it('leaves out units that hardly respond', () => {
    const faint = layerSides(
      [
        [0.004, 0, 0, 0.004],
        [0, 0.004, 0.004, 0],
        [1, 1, 1, 1],
      ],
      poses,
    )
    expect(faint.active).toEqual([2])
    expect(faint.pairs).toEqual([])
  })
})

describe('chainsOf', () => {
  it('names layers and channels', () => {
    expect(chainsOf(model.table, UNITS)).toEqual({
      layers: { lower: 'conv4', upper: 'conv5', union: 'conv6' },
      chains: {
        lower: { left: 13, right: 20 },
        upper: { left: 69, right: 68 },
        union: 9,
      },
    })
  })

  it.each([
    [
      { right: ['conv3/20', 'conv5/68'] },
      'chains of different layers: conv4/13 and conv3/20 (the units of a step are of one layer)',
    ],
    [{ union: 'conv7/9' }, 'no weights from conv5 to conv7: each step of a chain leads to the next convolution'],
    [{ union: 'logits/9' }, 'no weights from conv5 to logits: each step of a chain leads to the next convolution'],
  ])('%j is refused', (change, message) => {
    expect(() => chainsOf(model.table, { ...UNITS, ...change } as typeof UNITS)).toThrow(message)
  })
})
