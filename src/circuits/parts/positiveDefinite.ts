/** `positiveDefinite(matrix, count)` → the solver of its linear equations, by Cholesky's factors. */

/**
 * @param matrix symmetric and positive definite, `count · count` values
 * @returns `(right side) → solution`
 * @throws Error where it is not positive definite
 */
export function positiveDefinite(matrix: Float64Array, count: number): (right: ArrayLike<number>) => Float64Array {
  const lower = new Float64Array(count * count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * count + j]
      for (let k = 0; k < j; k++) sum -= lower[i * count + k] * lower[j * count + k]
      if (i === j) {
        if (!(sum > 0)) throw new Error(`matrix is not positive definite: pivot ${i} is ${sum}`)
        lower[i * count + i] = Math.sqrt(sum)
      } else lower[i * count + j] = sum / lower[j * count + j]
    }
  return (right) => {
    const x = new Float64Array(count)
    for (let i = 0; i < count; i++) x[i] = right[i]!
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < i; k++) x[i] -= lower[i * count + k] * x[k]
      x[i] /= lower[i * count + i]
    }
    for (let i = count - 1; i >= 0; i--) {
      for (let k = i + 1; k < count; k++) x[i] -= lower[k * count + i] * x[k]
      x[i] /= lower[i * count + i]
    }
    return x
  }
}
