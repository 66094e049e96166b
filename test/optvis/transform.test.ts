import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { createRng } from '../../src/vocabulary/rng.ts'
import { resample, type Affine, type Border } from '../../src/optvis/resample.ts'
import { compose, jitter, pad, rotate, scale, similarity, spread, type Transform } from '../../src/optvis/transform.ts'
import { describeOnEachBackend } from '../backends.ts'
import { directionalError } from './directionalError.ts'

const noise = (height: number, width: number, batch = 2) =>
  tf.tensor4d(createRng(7, 'noise').normals(batch * height * width * 3), [batch, height, width, 3])

/** Bilinear resampling as defined, one pixel after the other. */
function slowResample(
  image: number[][][],
  [a, b, c, d, e, f]: Affine,
  [rows, columns]: readonly [number, number],
  border: Border,
): number[][][] {
  const height = image.length
  const width = image[0].length
  const mirror = (i: number, n: number): number =>
    n === 1 ? 0 : i < 0 ? mirror(-i, n) : i >= n ? mirror(2 * (n - 1) - i, n) : i
  const read = (y: number, x: number, channel: number) => {
    if (border === 'zero' && (y < 0 || x < 0 || y >= height || x >= width)) return 0
    return image[mirror(y, height)][mirror(x, width)][channel]
  }
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const x = column - (columns - 1) / 2
      const y = row - (rows - 1) / 2
      const u = a * x + b * y + c + (width - 1) / 2
      const v = d * x + e * y + f + (height - 1) / 2
      const [i, j] = [Math.floor(u), Math.floor(v)]
      return [0, 1, 2].map(
        (channel) =>
          (1 - u + i) * (1 - v + j) * read(j, i, channel) +
          (u - i) * (1 - v + j) * read(j, i + 1, channel) +
          (1 - u + i) * (v - j) * read(j + 1, i, channel) +
          (u - i) * (v - j) * read(j + 1, i + 1, channel),
      )
    }),
  )
}

const maps: [string, Affine, readonly [number, number], Border][] = [
  ['a turn beyond the border', [0.9, -0.4, 1.3, 0.4, 0.9, -2.2], [9, 7], 'reflect'],
  ['a turn into nothing', [0.9, -0.4, 1.3, 0.4, 0.9, -2.2], [9, 7], 'zero'],
  ['an enlarged crop', [0.5, 0, 0.25, 0, 0.5, -0.75], [6, 6], 'reflect'],
  ['a reduction that reads pixels more than once', [2.1, 0, 0, 0, 2.1, 0], [11, 11], 'reflect'],
]

const transforms: [string, Transform, [number, number]][] = [
  ['pad, mirrored', pad(3), [14, 13]],
  ['pad, grey', pad(2, 0.5), [12, 11]],
  ['jitter', jitter(3), [5, 4]],
  ['scale', scale(spread(0.8, 1.2, 5)), [8, 7]],
  ['rotate', rotate([-20, 35]), [8, 7]],
  ['rotate into nothing', rotate([40], 'zero'), [8, 7]],
  ['similarity', similarity({ degrees: [7], factors: [1.1], shift: 2, crop: [6, 6] }), [6, 6]],
  ['compose', compose(pad(2), jitter(2), rotate([10]), scale([0.9]), jitter(1)), [9, 8]],
]

describeOnEachBackend('resample', () => {
  it.each(maps)('of %s agrees with its definition', (_, map, output, border) => {
    const image = noise(8, 7)
    const found = resample(image, map, output, border)
    const expected = image.arraySync().map((each) => slowResample(each, map, output, border))
    expect(found.shape).toEqual([2, ...output, 3])
    const flat = expected.flat(3)
    found.dataSync().forEach((value, i) => expect(value).toBeCloseTo(flat[i], 4))
    tf.dispose([image, found])
  })

  it.each(maps)('of %s has the gradient of finite differences', (_, map, output, border) => {
    const image = noise(8, 7)
    const error = directionalError((x) => resample(x as tf.Tensor4D, map, output, border), image, 1)
    // Linear in the image: any step does, and single precision is the only limit.
    expect(error).toBeLessThan(1e-4)
    image.dispose()
  })
})

describeOnEachBackend('a transform', () => {
  it.each(transforms)('%s gives the size it says', (_, transform, [height, width]) => {
    const image = noise(8, 7)
    const moved = transform(createRng(1))(image)
    expect(moved.shape).toEqual([2, height, width, 3])
    tf.dispose([image, moved])
  })

  it.each(transforms)('%s has the gradient of finite differences', (_, transform) => {
    const image = noise(8, 7)
    const drawn = transform(createRng(1))
    expect(directionalError((x) => drawn(x as tf.Tensor4D), image, 1)).toBeLessThan(1e-4)
    image.dispose()
  })

  it('draws once: the same picture moves alike however often', () => {
    const image = noise(8, 7)
    const drawn = similarity({ degrees: spread(-9, 9, 19), shift: 1 })(createRng(5))
    expect(drawn(image).arraySync()).toEqual(drawn(image).arraySync())
    image.dispose()
  })
})

describe('the sense of a transform', () => {
  /** A dot on black, its column and row. */
  const dot = (column: number, row: number, size = 9) => {
    const image = tf.buffer([1, size, size, 3])
    for (const c of [0, 1, 2]) image.set(1, 0, row, column, c)
    return image.toTensor() as tf.Tensor4D
  }
  const brightest = (image: tf.Tensor4D): [number, number] => {
    const at = tf.argMax(tf.reshape(tf.sum(image, 3), [-1])).dataSync()[0]
    return [at % image.shape[2], Math.floor(at / image.shape[2])]
  }

  it('rotates counter-clockwise, as the eye sees it', () => {
    // From the right of the centre to above it.
    expect(brightest(rotate([90])(createRng(1))(dot(7, 4)))).toEqual([4, 1])
  })

  it('scales about the centre: 2 doubles the distance', () => {
    expect(brightest(scale([2])(createRng(1))(dot(5, 4)))).toEqual([6, 4])
  })

  it('pads with the value asked for, or with the mirrored image', () => {
    const row = tf.tensor4d([1, 2, 3, 1, 2, 3, 1, 2, 3], [1, 3, 3, 1])
    const middle = (image: tf.Tensor) => (image.arraySync() as number[][][][])[0][2].flat()
    expect(middle(pad(1, 9)(createRng(1))(row))).toEqual([9, 1, 2, 3, 9])
    expect(middle(pad(2)(createRng(1))(row))).toEqual([3, 2, 1, 2, 3, 2, 1])
  })

  it('jitters over every offset', () => {
    const corners = new Set<number>()
    const image = tf.reshape(tf.range(0, 16), [1, 4, 4, 1]) as tf.Tensor4D
    const rng = createRng(2)
    for (let i = 0; i < 200; i++) corners.add(jitter(2)(rng)(image).dataSync()[0])
    expect([...corners].sort((a, b) => a - b)).toEqual([0, 1, 2, 4, 5, 6, 8, 9, 10])
  })

  it('spreads numbers evenly, both ends included', () => {
    expect(spread(-1, 1, 5)).toEqual([-1, -0.5, 0, 0.5, 1])
  })
})
