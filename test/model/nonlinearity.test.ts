import * as tf from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { linear, redirectedRelu, relu, type Nonlinearity } from '../../src/model/nonlinearity.ts'
import { describeOnEachBackend } from '../backends.ts'

/** The gradient of Σ dy·f(x), images by rows. */
const gradientOf = (f: Nonlinearity, x: number[][], dy: number[][], slope = 0) =>
  tf.tidy(
    () =>
      tf
        .grad((input) => tf.sum(tf.mul(f(input, slope), tf.tensor2d(dy))))(tf.tensor2d(x))
        .arraySync() as number[][],
  )

describeOnEachBackend('relu', () => {
  it('is the ReLU, and with a slope the leaky one', () => {
    tf.tidy(() => {
      expect([...relu(tf.tensor1d([-2, 0, 3]), 0).dataSync()]).toEqual([0, 0, 3])
      expect([...relu(tf.tensor1d([-2, 0, 3]), 0.5).dataSync()]).toEqual([-1, 0, 3])
    })
  })

  it('stops the gradient of negative inputs, or scales it by the slope', () => {
    expect(gradientOf(relu, [[-2, 3]], [[5, 7]])).toEqual([[0, 7]])
    expect(gradientOf(relu, [[-2, 3]], [[5, 7]], 0.5)).toEqual([[2.5, 7]])
  })
})

describeOnEachBackend('linear', () => {
  it('passes values and gradients on, whatever the slope', () => {
    tf.tidy(() => {
      expect([...linear(tf.tensor1d([-2, 3]), 0.5).dataSync()]).toEqual([-2, 3])
    })
    expect(gradientOf(linear, [[-2, 3]], [[5, 7]], 0.5)).toEqual([[5, 7]])
  })
})

describeOnEachBackend('redirectedRelu', () => {
  it('has the values of the ReLU', () => {
    tf.tidy(() => {
      expect([...redirectedRelu(tf.tensor2d([[-2, 0, 3]]), 0).dataSync()]).toEqual([0, 0, 3])
      expect([...redirectedRelu(tf.tensor2d([[-2, 0, 3]]), 0.5).dataSync()]).toEqual([-1, 0, 3])
    })
  })

  it('has the gradient of the ReLU where some of it flows', () => {
    expect(gradientOf(redirectedRelu, [[-2, -1, 3]], [[5, -6, 7]])).toEqual([[0, 0, 7]])
    expect(gradientOf(redirectedRelu, [[-2, -1, 3]], [[5, -6, -7]])).toEqual([[0, 0, -7]])
  })

  it('lets through what would raise a silent input where none flows', () => {
    expect(gradientOf(redirectedRelu, [[-2, -1, 3]], [[5, -6, 0]])).toEqual([[5, 0, 0]])
    expect(gradientOf(redirectedRelu, [[-2, -1, -3]], [[5, -6, 7]])).toEqual([[5, 0, 7]])
  })

  it('decides for each image of a batch alone', () => {
    const silent = [-2, -1, -3]
    const live = [-2, -1, 3]
    const dy = [5, -6, 7]
    expect(gradientOf(redirectedRelu, [silent, live], [dy, dy])).toEqual([
      [5, 0, 7],
      [0, 0, 7],
    ])
  })

  it('leaves a leaky unit its own slope, since gradient flows there', () => {
    expect(gradientOf(redirectedRelu, [[-2, -1]], [[4, -6]], 0.5)).toEqual([[2, -3]])
  })

  it('agrees with the ReLU for images with rows, columns and channels', () => {
    tf.tidy(() => {
      const x = tf.tensor4d([-1, 2, -3, 4, -5, -6, -7, -8], [2, 2, 1, 2])
      const dy = tf.tensor4d([1, 1, 1, 1, 1, -1, 0, 2], [2, 2, 1, 2])
      const gradient = tf.grad((input) => tf.sum(tf.mul(redirectedRelu(input, 0), dy)))(x)
      expect([...gradient.dataSync()]).toEqual([0, 1, 0, 1, 1, 0, 0, 2])
    })
  })
})
