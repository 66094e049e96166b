/**
 * Affine maps of rows in double precision, and how relevance passes through them.
 *
 * Letters: N rows, I inputs, O outputs; a kernel is `(I, O)`, row by row.
 */
import type { DoublePrecision } from './doublePrecision.ts'
import type { Layer } from '../vocabulary/layerTable.ts'

/** `(N, I) · (I, O) + (O)` → `(N, O)`. Four rows of the kernel are added at once, which halves the time. */
export function affine(
  x: Float64Array,
  kernel: ArrayLike<number>,
  bias: ArrayLike<number>,
  inputs: number,
  outputs: number,
): Float64Array {
  const rows = x.length / inputs
  const y = new Float64Array(rows * outputs)
  for (let n = 0; n < rows; n++) {
    const row = y.subarray(n * outputs, (n + 1) * outputs)
    for (let j = 0; j < outputs; j++) row[j] = bias[j]
    addProduct(x, n * inputs, inputs, kernel, kernel, row)
  }
  return y
}

/**
 * The rule of Chefer, Gur and Wolf (CVPR 2021, arXiv 2012.09838, eq. 4): each input gets its part of what the positive
 * products x·w add to an output, both factors positive or both negative; the bias gets nothing.
 * @param relevance of the outputs, `(N, O)`
 * @returns that of the inputs, `(N, I)`
 */
export function positiveShares(
  relevance: Float64Array,
  x: Float64Array,
  kernel: Float32Array,
  inputs: number,
  outputs: number,
): Float64Array {
  const { positive, negative } = parts(kernel)
  const rows = x.length / inputs
  const result = new Float64Array(x.length)
  const ratio = new Float64Array(outputs)
  for (let n = 0; n < rows; n++) {
    const given = relevance.subarray(n * outputs, (n + 1) * outputs)
    if (given.every((value) => value === 0)) continue
    ratio.fill(0)
    addProduct(x, n * inputs, inputs, positive, negative, ratio)
    for (let j = 0; j < outputs; j++) ratio[j] = ratio[j] === 0 ? 0 : given[j] / ratio[j]
    for (let i = 0; i < inputs; i++) {
      const value = x[n * inputs + i]
      result[n * inputs + i] = value * dot(ratio, value > 0 ? positive : negative, i * outputs)
    }
  }
  return result
}

/** A layer of weighted sums, the same at every position. */
export const affineDouble = <L extends Layer>(units: (layer: L) => number, flat = false): DoublePrecision<L> => {
  const inputsOf = ({ values, channels }: { values: Float64Array; channels: number }) =>
    flat ? values.length : channels
  return {
    forward: ({ layer, inputs: [x], kernel, bias }) => affine(x.values, kernel, bias, inputsOf(x), units(layer)),
    relevance: ({ layer, inputs: [x], kernel, relevance }) => [
      positiveShares(relevance, x.values, kernel, inputsOf(x), units(layer)),
    ],
  }
}

/** Adds `Σᵢ xᵢ · kernel[i]` to `sum`, `(O)`; rows of `above` where xᵢ is positive, of `below` else. */
function addProduct(
  x: Float64Array,
  from: number,
  inputs: number,
  above: ArrayLike<number>,
  below: ArrayLike<number>,
  sum: Float64Array,
): void {
  const outputs = sum.length
  const whole = inputs - (inputs % 4)
  for (let i = 0; i < whole; i += 4) {
    const [a, b, c, d] = [x[from + i], x[from + i + 1], x[from + i + 2], x[from + i + 3]]
    const [ka, kb, kc, kd] = [
      a > 0 ? above : below,
      b > 0 ? above : below,
      c > 0 ? above : below,
      d > 0 ? above : below,
    ]
    const ra = i * outputs
    const [rb, rc, rd] = [ra + outputs, ra + 2 * outputs, ra + 3 * outputs]
    for (let j = 0; j < outputs; j++) sum[j] += a * ka[ra + j] + b * kb[rb + j] + c * kc[rc + j] + d * kd[rd + j]
  }
  for (let i = whole; i < inputs; i++) {
    const value = x[from + i]
    const kernel = value > 0 ? above : below
    for (let j = 0; j < outputs; j++) sum[j] += value * kernel[i * outputs + j]
  }
}

/** Four sums side by side, so that an addition need not wait for the one before. */
function dot(a: Float64Array, b: Float32Array, from: number): number {
  const whole = a.length - (a.length % 4)
  let [s, t, u, v] = [0, 0, 0, 0]
  for (let j = 0; j < whole; j += 4) {
    s += a[j] * b[from + j]
    t += a[j + 1] * b[from + j + 1]
    u += a[j + 2] * b[from + j + 2]
    v += a[j + 3] * b[from + j + 3]
  }
  for (let j = whole; j < a.length; j++) s += a[j] * b[from + j]
  return s + t + (u + v)
}

const known = new WeakMap<Float32Array, { positive: Float32Array; negative: Float32Array }>()

/** The positive and the negative entries, zeros for the others; kept for as long as the kernel is. */
function parts(kernel: Float32Array) {
  const found = known.get(kernel) ?? {
    positive: kernel.map((value) => Math.max(value, 0)),
    negative: kernel.map((value) => Math.min(value, 0)),
  }
  known.set(kernel, found)
  return found
}
