import * as tf from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { avgPool, maxPool } from '../../src/model/pooling.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { describeOnEachBackend } from '../backends.ts'
import { relativeError } from './closeness.ts'
import { slowPool, volume, type Volume } from './slowForward.ts'

const tensor = ({ height, width, channels, data }: Volume) =>
  tf.tensor4d(Float32Array.from(data), [1, height, width, channels])

const CASES = [
  { size: [6, 6], window: [2, 2], stride: 2, padding: [0, 0, 0, 0] },
  { size: [7, 8], window: [3, 3], stride: 2, padding: [1, 1, 1, 1] },
  { size: [8, 7], window: [3, 2], stride: 1, padding: [2, 0, 0, 1] },
  { size: [9, 9], window: [3, 3], stride: 2, padding: [0, 1, 2, 0] },
  { size: [5, 5], window: [5, 5], stride: 1, padding: [0, 0, 0, 0] },
  { size: [10, 7], window: [2, 2], stride: 3, padding: [1, 1, 0, 1] },
] as { size: [number, number]; window: [number, number]; stride: number; padding: [number, number, number, number] }[]

const SIGNS: [string, number][] = [
  ['mixed', 0],
  ['negative', -10],
  ['positive', 10],
]

describeOnEachBackend('maxPool', () => {
  for (const [sign, shift] of SIGNS)
    it.each(CASES)(`agrees with loops on ${sign} inputs, value and gradient: %j`, (each) => {
      const rng = createRng(1, 'max', sign)
      const x = volume(...each.size, 3, () => Math.fround(rng.normal() + shift))
      const expected = slowPool(x, each, (values) => Math.max(...values))
      const dy = volume(expected.height, expected.width, 3, () => Math.fround(rng.normal()))
      tf.tidy(() => {
        const found = maxPool(tensor(x), each, each.padding)
        expect([...found.dataSync()]).toEqual([...expected.data])
        const gradient = tf.grad((input) =>
          tf.sum(tf.mul(maxPool(input as tf.Tensor4D, each, each.padding), tensor(dy))),
        )(tensor(x))
        expect(relativeError(gradient.dataSync(), winners(x, dy, each))).toBeLessThan(1e-6)
      })
    })

  it('gives the gradient of a tie to one of its values, undivided', () => {
    tf.tidy(() => {
      const gradient = tf.grad((x) => tf.sum(maxPool(x as tf.Tensor4D, { window: [2, 2], stride: 2 }, [0, 0, 0, 0])))(
        tf.tensor4d([-3, -3, -3, -3], [1, 2, 2, 1]),
      )
      expect([...gradient.dataSync()].sort()).toEqual([0, 0, 0, 1])
    })
  })

  it('never takes the padding for a maximum, nor sends it gradient', () => {
    tf.tidy(() => {
      const pool = (x: tf.Tensor) => maxPool(x as tf.Tensor4D, { window: [3, 3], stride: 2 }, [1, 1, 1, 1])
      const x = tf.fill([1, 3, 3, 1], -5)
      expect([...pool(x).dataSync()]).toEqual([-5, -5, -5, -5])
      const gradient = tf.grad((input) => tf.sum(pool(input)))(x)
      expect(tf.sum(gradient).dataSync()[0]).toBe(4)
    })
  })
})

/** Each output's gradient goes to the position of its window's maximum. */
function winners(x: Volume, dy: Volume, pool: (typeof CASES)[number]): Float64Array {
  const numbered = { ...x, data: x.data.map((_, i) => i) }
  const largest = (indices: number[]) => indices.reduce((best, i) => (x.data[i] > x.data[best] ? i : best))
  const chosen = slowPool(numbered, pool, largest)
  const gradient = new Float64Array(x.data.length)
  chosen.data.forEach((position, i) => (gradient[position] += dy.data[i]))
  return gradient
}

describeOnEachBackend('avgPool', () => {
  for (const countPadding of [true, false])
    it.each(CASES)(`agrees with loops where countPadding is ${countPadding}: %j`, (each) => {
      const rng = createRng(1, 'average')
      const x = volume(...each.size, 3, () => Math.fround(rng.normal()))
      const mean = (values: number[]) =>
        values.reduce((a, b) => a + b, 0) / (countPadding ? each.window[0] * each.window[1] : values.length)
      const expected = slowPool(x, each, mean)
      const dy = volume(expected.height, expected.width, 3, () => Math.fround(rng.normal()))
      tf.tidy(() => {
        const pool = (input: tf.Tensor) => avgPool(input as tf.Tensor4D, { ...each, countPadding }, each.padding)
        expect(relativeError(pool(tensor(x)).dataSync(), expected.data)).toBeLessThan(1e-6)
        const gradient = tf.grad((input) => tf.sum(tf.mul(pool(input), tensor(dy))))(tensor(x))
        const adjoint = x.data.map((_, i) => {
          const unit = { ...x, data: x.data.map((_, j) => (i === j ? 1 : 0)) }
          return slowPool(unit, each, mean).data.reduce((sum, y, j) => sum + y * dy.data[j], 0)
        })
        expect(relativeError(gradient.dataSync(), adjoint)).toBeLessThan(1e-6)
      })
    })
})
