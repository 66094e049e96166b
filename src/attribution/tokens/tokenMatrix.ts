/** Matrices over tokens, `(N, N)` row by row: how much of each (column) is in each (row). */
import type { LayerAttention } from './attentionOf.ts'

/** The mean over heads of a value for each query, key and head. */
export function meanOverHeads(
  { tokens, heads }: Pick<LayerAttention, 'tokens' | 'heads'>,
  value: (at: number) => number,
): Float64Array {
  return Float64Array.from({ length: tokens * tokens }, (_, pair) => {
    let sum = 0
    for (let head = 0; head < heads; head++) sum += value(pair * heads + head)
    return sum / heads
  })
}

/** The matrix with 1 added on its diagonal, for the residual that goes around a layer; in place. */
export function withResidual(matrix: Float64Array): Float64Array {
  const size = Math.sqrt(matrix.length)
  for (let i = 0; i < matrix.length; i += size + 1) matrix[i] += 1
  return matrix
}

/** Each row divided by its sum; in place. */
export function withRowsOfOne(matrix: Float64Array): Float64Array {
  const size = Math.sqrt(matrix.length)
  for (let from = 0; from < matrix.length; from += size) {
    const row = matrix.subarray(from, from + size)
    const sum = row.reduce((all, value) => all + value, 0)
    for (let j = 0; j < size; j++) row[j] /= sum
  }
  return matrix
}

/** `a · b` */
export function product(a: Float64Array, b: Float64Array): Float64Array {
  const size = Math.sqrt(a.length)
  const result = new Float64Array(a.length)
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k]
      if (factor !== 0) for (let j = 0; j < size; j++) result[i * size + j] += factor * b[k * size + j]
    }
  return result
}
