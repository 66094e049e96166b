import * as tf from '@tensorflow/tfjs-core'
import { withGradient } from '../model/withGradient.ts'

/** A fixed matrix and its transpose, both kept on the device. */
export interface FixedMatrix {
  /** `(N, rows)` → `(N, columns)`. */
  apply(x: tf.Tensor2D): tf.Tensor2D
  dispose(): void
}

/**
 * A product with a matrix that never changes. Its gradient is a product with the kept transpose:
 * the built-in gradient transposes on every step, and a transposed product is slow on WASM.
 * @param values row-major
 */
export function fixedMatrix(values: Float32Array, rows: number, columns: number): FixedMatrix {
  const matrix = tf.keep(tf.tensor2d(values, [rows, columns]))
  const transposed = tf.keep(tf.tidy(() => tf.transpose(matrix)))
  return {
    apply: (x) =>
      withGradient(
        x,
        (rowsOfX): tf.Tensor2D => tf.matMul(rowsOfX, matrix),
        (dy): tf.Tensor2D => tf.matMul(dy, transposed),
      ),
    dispose() {
      matrix.dispose()
      transposed.dispose()
    },
  }
}
