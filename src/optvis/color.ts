/**
 * Decorrelated colour: parameters in a space whose axes are about uncorrelated in natural images.
 */
import { fixedMatrix, type FixedMatrix } from './matrixProduct.ts'

/** The square root of the covariance of ImageNet's colours, rows R, G, B (Lucid, `optvis/param/color.py`). */
const ROOT = [
  [0.26, 0.09, 0.02],
  [0.27, 0.0, -0.05],
  [0.27, -0.09, 0.03],
] as const

/** `(N, 3)` decorrelated → `(N, 3)` RGB: `ROOT` divided by the norm of its longest column. */
export function decorrelation(): FixedMatrix {
  const columns = [0, 1, 2].map((c) => Math.hypot(...ROOT.map((row) => row[c])))
  const longest = Math.max(...columns)
  const values = new Float32Array(9)
  for (let from = 0; from < 3; from++) for (let to = 0; to < 3; to++) values[from * 3 + to] = ROOT[to][from] / longest
  return fixedMatrix(values, 3, 3)
}
