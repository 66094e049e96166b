import * as tf from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { adamAscend, adamDispose, adamStart } from '../../src/optvis/adam.ts'
import { describeOnEachBackend } from '../backends.ts'

/** Algorithm 1 of Kingma and Ba, with the sign of ascent, in double precision. */
function slowAdam(start: number[], gradients: number[][], rate: number): number[] {
  const x = [...start]
  const m = x.map(() => 0)
  const v = x.map(() => 0)
  gradients.forEach((g, t) => {
    for (let i = 0; i < x.length; i++) {
      m[i] = 0.9 * m[i] + 0.1 * g[i]
      v[i] = 0.999 * v[i] + 0.001 * g[i] ** 2
      const mHat = m[i] / (1 - 0.9 ** (t + 1))
      const vHat = v[i] / (1 - 0.999 ** (t + 1))
      x[i] += (rate * mHat) / (Math.sqrt(vHat) + 1e-8)
    }
  })
  return x
}

describeOnEachBackend('Adam', () => {
  it('agrees with its published algorithm, and leaves no tensor behind', () => {
    const before = tf.memory().numTensors
    const gradients = [
      [1, -2, 0],
      [0.5, 3, 1e-4],
      [-4, 0.1, 0],
      [2, 2, 2],
    ]
    let state = adamStart(tf.tensor1d([0, 1, -1]))
    for (const gradient of gradients) {
      const g = tf.tensor1d(gradient)
      state = adamAscend(state, g, 0.05)
      g.dispose()
    }
    const found = [...state.parameters.dataSync()]
    const expected = slowAdam([0, 1, -1], gradients, 0.05)
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5))
    expect(state.step).toBe(4)
    adamDispose(state)
    expect(tf.memory().numTensors).toBe(before)
  })
})
