import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromCells } from '../../src/attribution/cells.ts'
import { massInside } from '../../src/attribution/massInside.ts'
import { layersFromTop, randomized } from '../../src/attribution/randomize.ts'
import { sanityCheck, type SanityFrame } from '../../src/attribution/sanityCheck.ts'
import { rankCorrelation, structuralSimilarity } from '../../src/attribution/similarity.ts'
import { upsample } from '../../src/attribution/upsample.ts'
import { forward } from '../../src/model/forward.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import '../backends.ts'
import { createMenagerie, parameters, table, toTensor } from '../model/menagerie.ts'
import { IMAGE, pixelsOf } from './probe.ts'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe('randomized', () => {
  it('goes from the classes down, and leaves out what the classes do not depend on', () => {
    expect(layersFromTop(table)).toEqual(['logits', 'sparse.pre', 'shortcut', 'split.pre', 'wide.pre', 'stem.pre'])
  })

  it('changes the layers named and shares every other parameter', async () => {
    const model = createMenagerie()
    const before = tf.memory().numTensors
    const shaken = randomized(model, ['logits', 'sparse.pre'], 1)
    expect(shaken.stored.get('stem/kernel')).toBe(parameters.get('stem/kernel'))
    expect(shaken.prepared.get('stem.pre')).toBe(model.prepared.get('stem.pre'))
    expect(shaken.stored.get('sparse/kernel')).not.toBe(parameters.get('sparse/kernel'))
    const image = toTensor(IMAGE)
    const values = async (network: typeof model, layer: string) => [
      ...(await forward(network)(image, [layer])[layer].data()),
    ]
    expect(await values(shaken, 'blur')).toEqual(await values(model, 'blur'))
    expect(await values(shaken, 'sparse.pre')).not.toEqual(await values(model, 'sparse.pre'))
    // A layer's draw does not depend on which others are drawn.
    const deeper = randomized(model, ['logits', 'sparse.pre', 'stem.pre'], 1)
    expect(deeper.stored.get('sparse/kernel')!.data).toEqual(shaken.stored.get('sparse/kernel')!.data)
    deeper.dispose()
    shaken.dispose()
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(5)
    expect(await values(model, 'logits')).not.toContain(Number.NaN)
    image.dispose()
    model.dispose()
  })

  it('refuses a layer without parameters', () => {
    const model = createMenagerie()
    expect(() => randomized(model, ['peak'], 1)).toThrow(
      /^nothing to randomize in layer peak: maxPool has no parameters \(allowed: logits, /,
    )
    model.dispose()
  })

  it('nothing randomized, the maps are the same; with every layer, they are not', async () => {
    const model = createMenagerie()
    const found: SanityFrame[] = []
    for await (const frame of sanityCheck(model, {
      image: pixelsOf(IMAGE),
      index: 1,
      layer: 'sparse',
      methods: ['gradient', 'gradCam'],
      seed: 3,
      depths: [0, 6],
    }))
      found.push(frame)
    const of = (depth: number) => found.filter((frame) => frame.depth === depth)
    expect(of(0).map(({ similarity }) => similarity.rank)).toEqual([1, 1].map((one) => expect.closeTo(one, 6)))
    expect(of(0).map(({ similarity }) => similarity.structure)).toEqual([1, 1].map((one) => expect.closeTo(one, 6)))
    for (const { similarity } of of(6)) expect(similarity.structure).toBeLessThan(0.9)
    model.dispose()
  })
})

describe('the similarity of maps', () => {
  it('by ranks is that of the textbook example, ties sharing a rank', () => {
    expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 40])).toBe(1)
    expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1)
    // IQ and hours of television (Wikipedia, Spearman's rank correlation coefficient): −29/165.
    expect(
      rankCorrelation([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]),
    ).toBeCloseTo(-29 / 165, 10)
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / √(4.5 · 5).
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 10)
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull()
  })

  it('by structure is 1 for a map and its multiples, and near 0 for another', () => {
    const map = (seed: number) => ({
      height: 20,
      width: 20,
      values: Float32Array.from(createRng(seed).normals(400), Math.abs),
    })
    const a = map(1)
    expect(structuralSimilarity(a, { ...a, values: a.values.map((x) => -3 * x) })).toBeCloseTo(1, 6)
    expect(Math.abs(structuralSimilarity(a, map(2)))).toBeLessThan(0.4)
    expect(() => structuralSimilarity(a, { height: 10, width: 40, values: a.values })).toThrow(
      'maps of 20×20 and 10×40 pixels',
    )
  })
})

describe('upsampled', () => {
  it('a unit’s value stands at the centre of its receptive field, and is interpolated between', () => {
    const map = upsample(
      { height: 2, width: 2, values: Float32Array.of(0, 4, 8, 12) },
      { stride: [4, 4], offset: [1, 2] },
      { height: 8, width: 9 },
    )
    const at = (y: number, x: number) => map.values[y * 9 + x]
    expect([at(1, 2), at(1, 6), at(5, 2), at(5, 6)]).toEqual([0, 4, 8, 12])
    expect([at(1, 3), at(1, 4), at(3, 4), at(2, 2)]).toEqual([1, 2, 6, 2])
    expect([at(0, 0), at(7, 8), at(0, 8)]).toEqual([0, 12, 4])
  })
})

describe('the mass inside a mask', () => {
  it('is the share of what is positive', () => {
    const map = { height: 1, width: 4, values: Float32Array.of(3, -5, 1, 0) }
    expect(massInside(map, [1, 1, 0, 0])).toBe(0.75)
    expect(massInside(map, [0, 0, 0.5, 1])).toBe(0.125)
    expect(massInside({ ...map, values: new Float32Array(4) }, [1, 1, 0, 0])).toBeNull()
    expect(() => massInside(map, [1])).toThrow('mask of 1 pixels for a map of 4')
  })
})

describe('a mosaic', () => {
  const picture = (value: number) => ({
    height: 2,
    width: 2,
    values: new Float32Array(12).fill(value),
  })
  const rest = { index: 0, layer: 'sparse', methods: [], seed: 0 }

  it('of two pictures lies side by side, and its mask covers those that show the class', () => {
    const { image, mask } = fromCells({
      cells: [picture(0.25), picture(0.5)],
      right: [true, false],
      ...rest,
    })
    expect([image.height, image.width]).toEqual([2, 4])
    expect([...image.values.slice(0, 12)]).toEqual([...Array(6).fill(0.25), ...Array(6).fill(0.5)])
    expect([...(mask as Float32Array)]).toEqual([1, 1, 0, 0, 1, 1, 0, 0])
  })

  it('of four pictures is a square', () => {
    const { image, mask } = fromCells({
      cells: [1, 2, 3, 4].map((value) => picture(value)),
      right: [false, false, true, false],
      ...rest,
    })
    expect([image.height, image.width]).toEqual([4, 4])
    const first = Array.from({ length: 16 }, (_, i) => image.values[3 * i])
    expect(first).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
    expect([...(mask as Float32Array)].map((share, i) => (share ? first[i] : 0))).toEqual([
      ...Array(8).fill(0),
      3,
      3,
      0,
      0,
      3,
      3,
      0,
      0,
    ])
  })

  it('an outline finer than the picture gives each pixel its share', () => {
    const levels = [1, 1, 2, 2, 1, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 1]
    const outline = { size: 4, levels, level: 1 }
    const { mask } = fromCells({ cells: [picture(0)], right: [outline], ...rest })
    expect([...(mask as Float32Array)]).toEqual([0.75, 0, 0, 0.25])
  })

  it('has no mask where nothing tells right from wrong', () => {
    expect(fromCells({ cells: [picture(0)], right: [true], ...rest }).mask).toBeUndefined()
    expect(fromCells({ cells: [picture(0)], right: [false], ...rest }).mask).toBeUndefined()
  })

  it('refuses pictures of several sizes, and three', () => {
    const cells = [picture(0), { height: 1, width: 1, values: new Float32Array(3) }]
    expect(() => fromCells({ cells, right: [true, false], ...rest })).toThrow(
      'mosaic of pictures of 2×2 and 1×1 pixels (one size only)',
    )
    expect(() =>
      fromCells({
        cells: [picture(0), picture(0), picture(0)],
        right: [true, true, true],
        ...rest,
      }),
    ).toThrow('mosaic of 3 pictures (allowed: 1, 2 or 4)')
  })
})
