import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { prepareConvolution } from '../../src/model/convolution.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { describeOnEachBackend } from '../backends.ts'
import { relativeError } from './closeness.ts'
import { slowConvolution, volume, type Volume } from './slowForward.ts'

interface Case {
  size: [number, number]
  kernel: [number, number]
  stride: number
  dilation: number
  groups: number
  padding: [number, number, number, number]
}

const CASES: [string, Case][] = [
  ['plain', { size: [6, 7], kernel: [3, 3], stride: 1, dilation: 1, groups: 1, padding: [0, 0, 0, 0] }],
  ['padded', { size: [6, 7], kernel: [3, 3], stride: 1, dilation: 1, groups: 1, padding: [1, 1, 1, 1] }],
  ['unevenly padded', { size: [6, 7], kernel: [4, 3], stride: 1, dilation: 1, groups: 1, padding: [0, 3, 2, 1] }],
  ['1×1', { size: [5, 4], kernel: [1, 1], stride: 1, dilation: 1, groups: 1, padding: [0, 0, 0, 0] }],
  ['1×1, stride 2', { size: [5, 4], kernel: [1, 1], stride: 2, dilation: 1, groups: 1, padding: [0, 0, 0, 0] }],
  ['1×1, stride 3', { size: [8, 9], kernel: [1, 1], stride: 3, dilation: 1, groups: 1, padding: [0, 0, 0, 0] }],
  ['stride 2, even kernel', { size: [8, 9], kernel: [4, 2], stride: 2, dilation: 1, groups: 1, padding: [1, 1, 1, 0] }],
  ['stride 2, odd kernel', { size: [9, 8], kernel: [7, 7], stride: 2, dilation: 1, groups: 1, padding: [3, 3, 3, 3] }],
  [
    'stride 3, pixels left over',
    { size: [11, 10], kernel: [3, 4], stride: 3, dilation: 1, groups: 1, padding: [0, 0, 2, 0] },
  ],
  [
    'stride wider than the kernel',
    { size: [10, 9], kernel: [2, 2], stride: 4, dilation: 1, groups: 1, padding: [1, 1, 0, 1] },
  ],
  ['dilation 2', { size: [9, 8], kernel: [3, 3], stride: 1, dilation: 2, groups: 1, padding: [2, 2, 2, 2] }],
  [
    'dilation 3, stride 2',
    { size: [12, 11], kernel: [3, 2], stride: 2, dilation: 3, groups: 1, padding: [1, 4, 0, 2] },
  ],
  ['2 groups', { size: [5, 6], kernel: [3, 3], stride: 1, dilation: 1, groups: 2, padding: [1, 0, 1, 2] }],
  [
    '4 groups of one channel, stride 2',
    { size: [7, 6], kernel: [3, 3], stride: 2, dilation: 1, groups: 4, padding: [1, 1, 1, 1] },
  ],
  [
    '2 groups, dilation 2, stride 2',
    { size: [11, 9], kernel: [3, 3], stride: 2, dilation: 2, groups: 2, padding: [2, 0, 3, 1] },
  ],
  [
    'an input of one window',
    { size: [3, 3], kernel: [3, 3], stride: 1, dilation: 1, groups: 1, padding: [0, 0, 0, 0] },
  ],
]
const CHANNELS = 4
const FILTERS = 8

const noise = (label: string, height: number, width: number, channels: number): Volume => {
  const rng = createRng(1, label)
  return volume(height, width, channels, () => Math.fround(rng.normal()))
}

const tensor = ({ height, width, channels, data }: Volume) =>
  tf.tensor4d(Float32Array.from(data), [1, height, width, channels])

const parameter = (label: string, shape: number[]) => ({
  shape,
  data: createRng(1, label).normals(shape.reduce((a, b) => a * b)),
})

/** The exact adjoint: what each input value does to Σ dy·output, read off the slow convolution. */
function slowInputGradient(
  x: Volume,
  dy: Volume,
  kernel: { shape: number[]; data: Float32Array },
  options: Parameters<typeof slowConvolution>[3],
): Float64Array {
  const none = { shape: [FILTERS], data: new Float32Array(FILTERS) }
  return x.data.map((_, i) => {
    const unit = { ...x, data: x.data.map((_, j) => (i === j ? 1 : 0)) }
    const moved = slowConvolution(unit, kernel, none, options)
    return moved.data.reduce((sum, value, j) => sum + value * dy.data[j], 0)
  })
}

describeOnEachBackend('a prepared convolution', () => {
  it.each(CASES)('agrees with loops, value and input gradient: %s', (label, each) => {
    const x = noise(`${label}/x`, ...each.size, CHANNELS)
    const kernel = parameter(`${label}/kernel`, [...each.kernel, CHANNELS / each.groups, FILTERS])
    const bias = parameter(`${label}/bias`, [FILTERS])
    const options = { ...each, filters: FILTERS }
    const expected = slowConvolution(x, kernel, bias, options)
    const dy = noise(`${label}/dy`, expected.height, expected.width, FILTERS)
    tf.tidy(() => {
      const shape = kernel.shape as [number, number, number, number]
      const prepared = prepareConvolution(tf.tensor4d(kernel.data, shape), tf.tensor1d(bias.data), each)
      const { value, grad } = tf.valueAndGrad((input) =>
        tf.sum(tf.mul(prepared.apply(input as tf.Tensor4D, each.padding), tensor(dy))),
      )(tensor(x))
      const found = prepared.apply(tensor(x), each.padding)
      expect(found.shape).toEqual([1, expected.height, expected.width, FILTERS])
      expect(relativeError(found.dataSync(), expected.data)).toBeLessThan(1e-5)
      const sum = expected.data.reduce((total, y, i) => total + y * dy.data[i], 0)
      expect(value.dataSync()[0]).toBeCloseTo(sum, 3)
      const gradient = slowInputGradient(x, dy, kernel, options)
      expect(relativeError(grad.dataSync(), gradient)).toBeLessThan(1e-5)
      prepared.dispose()
    })
  })

  it('keeps the kernel it was given, and gives back what it made itself', () => {
    const before = tf.memory().numTensors
    const kernel = tf.ones([3, 3, 4, 8]) as tf.Tensor4D
    const bias = tf.zeros([8]) as tf.Tensor1D
    const options = { stride: 2, dilation: 2, groups: 1 }
    const prepared = prepareConvolution(kernel, bias, options)
    const x = tf.ones([1, 9, 9, 4])
    const gradient = tf.grad((input) => tf.sum(prepared.apply(input as tf.Tensor4D, [2, 2, 2, 2])))(x)
    tf.dispose([x, gradient])
    prepared.dispose()
    expect(kernel.isDisposed).toBe(false)
    tf.dispose([kernel, bias])
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('the cases', () => {
  it('hold every stride with a kernel narrower, as wide, and wider than it', () => {
    const relations = CASES.map(([, { kernel, stride }]) => Math.sign(kernel[0] - stride))
    expect(new Set(relations)).toEqual(new Set([-1, 0, 1]))
  })
})
