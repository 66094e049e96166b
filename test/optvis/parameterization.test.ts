import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { createRng } from '../../src/vocabulary/rng.ts'
import { fourier, pixel, realFourierBasis } from '../../src/optvis/parameterization.ts'
import { describeOnEachBackend } from '../backends.ts'
import { directionalError } from './directionalError.ts'

const rngs = (count: number) => Array.from({ length: count }, (_, i) => createRng(3, i))

/** Lucid's square root of the colour covariance, divided by its longest column; written out anew. */
const COLOURS = [
  [0.26, 0.09, 0.02],
  [0.27, 0, -0.05],
  [0.27, -0.09, 0.03],
]
const LONGEST = Math.sqrt(0.26 ** 2 + 0.27 ** 2 + 0.27 ** 2)

/** The picture of one set of coefficients, in double precision, straight from the definition. */
function slowFourier(
  coefficients: ArrayLike<number>,
  size: number,
  decay: number,
  bound: number | undefined,
): number[] {
  const wave = (row: number, i: number) => {
    const k = Math.ceil(row / 2)
    if (row === 0) return 1 / Math.sqrt(size)
    const angle = (2 * Math.PI * k * i) / size
    const amplitude = Math.sqrt((2 * k === size ? 1 : 2) / size)
    return amplitude * (row % 2 ? Math.cos(angle) : Math.sin(angle))
  }
  const planes = [0, 1, 2].map((c) => {
    const plane = new Array<number>(size * size).fill(0)
    for (let p = 0; p < size; p++)
      for (let q = 0; q < size; q++) {
        const frequency = Math.hypot(Math.ceil(p / 2) / size, Math.ceil(q / 2) / size)
        const scaled = coefficients[(c * size + p) * size + q] / Math.max(frequency, 1 / size) ** decay
        for (let y = 0; y < size; y++)
          for (let x = 0; x < size; x++) plane[y * size + x] += scaled * wave(p, y) * wave(q, x)
      }
    return plane
  })
  const z: number[] = []
  for (let i = 0; i < size * size; i++)
    for (const row of COLOURS) z.push(row.reduce((total, weight, c) => total + (weight / LONGEST) * planes[c][i], 0))
  const rms = Math.sqrt(z.reduce((total, x) => total + x * x, 0) / z.length)
  const factor = bound === undefined ? 1 : Math.min(1, bound / rms)
  return z.map((x) => (1 + Math.tanh(factor * x)) / 2)
}

describe('the real Fourier basis', () => {
  it.each([1, 2, 7, 8, 33])('of %i points is orthonormal', (size) => {
    const { basis } = realFourierBasis(size)
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) {
        let dot = 0
        for (let k = 0; k < size; k++) dot += basis[i * size + k] * basis[j * size + k]
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 5)
      }
  })

  it('tells each row’s frequency in cycles per point', () => {
    expect(realFourierBasis(6).frequencies).toEqual([0, 1 / 6, 1 / 6, 2 / 6, 2 / 6, 3 / 6])
    expect(realFourierBasis(5).frequencies).toEqual([0, 1 / 5, 1 / 5, 2 / 5, 2 / 5])
  })
})

describeOnEachBackend('a parameterization', () => {
  it.each([
    [8, 1, undefined],
    [9, 1.2, 0.3],
    [5, 0, 0.05],
  ])('fourier of %i points agrees with its definition (decay %d, bound %s)', (size, decay, bound) => {
    // A large spectrum, so that the bound binds.
    const made = fourier({ size, rngs: rngs(2), deviation: 0.4, decay, bound })
    const parameters = made.initial()
    const image = made.image(parameters)
    expect(image.shape).toEqual([2, size, size, 3])
    const coefficients = parameters.dataSync()
    const each = 3 * size * size
    for (const b of [0, 1]) {
      const expected = slowFourier(coefficients.slice(b * each, (b + 1) * each), size, decay, bound)
      const found = image.dataSync().slice(b * each, (b + 1) * each)
      found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5))
    }
    tf.dispose([parameters, image])
    made.dispose()
  })

  it.each([
    ['pixel', () => pixel({ size: 6, rngs: rngs(2), deviation: 0.5, bound: 0.4 })],
    ['fourier', () => fourier({ size: 6, rngs: rngs(2), deviation: 0.1, bound: 0.4 })],
    ['fourier, unbounded', () => fourier({ size: 7, rngs: rngs(1), deviation: 0.05 })],
  ])('%s has the gradient of finite differences', (_, make) => {
    const made = make()
    const parameters = made.initial()
    // Single precision differences of the whole chain: 1 % is what they can resolve.
    expect(directionalError((x) => made.image(x), parameters, 1e-2)).toBeLessThan(1e-2)
    parameters.dispose()
    made.dispose()
  })

  it('gives each picture its own stream, whatever its batch', () => {
    const options = { size: 8, deviation: 0.1, bound: 0.3 }
    const pictures = (list: ReturnType<typeof rngs>) => {
      const made = fourier({ ...options, rngs: list })
      const found = tf.tidy(() => made.image(made.initial()).arraySync())
      made.dispose()
      return found
    }
    const together = pictures(rngs(3))
    expect(pictures([rngs(3)[2]])[0]).toEqual(together[2])
    expect(together[0]).not.toEqual(together[1])
  })

  it('starts grey and within [0, 1]', () => {
    const made = fourier({ size: 32, rngs: rngs(1), deviation: 0.001, bound: 0.4 })
    const values = tf.tidy(() => made.image(made.initial()).dataSync())
    for (const value of values) expect(Math.abs(value - 0.5)).toBeLessThan(0.05)
    made.dispose()
  })

  it('keeps the root mean square of the unsquashed picture at its bound', () => {
    const made = pixel({ size: 16, rngs: rngs(1), deviation: 5, bound: 0.4, decorrelate: false })
    const values = tf.tidy(() => made.image(made.initial()).dataSync())
    const unsquashed = Array.from(values).map((value) => Math.atanh(2 * value - 1))
    const power = unsquashed.reduce((total, z) => total + z * z, 0) / values.length
    expect(Math.sqrt(power)).toBeCloseTo(0.4, 4)
    made.dispose()
  })

  it('leaves no tensor behind once disposed', () => {
    const before = tf.memory().numTensors
    const made = fourier({ size: 8, rngs: rngs(1) })
    tf.tidy(() => void made.image(made.initial()))
    made.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
