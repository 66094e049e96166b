/** How alike two attributions of one image are. */
import type { Relevance } from './relevance.ts'

/** Spearman's rank correlation, −1 to 1, ties sharing their mean rank; null where a map is constant, and has no order. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  if (a.length !== b.length) throw new Error(`maps of ${a.length} and ${b.length} pixels`)
  return correlation(ranks(a), ranks(b))
}

function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i)
  order.sort((i, j) => values[i] - values[j])
  const result = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to]] === values[order[from]]) to++
    for (let k = from; k < to; k++) result[order[k]] = (from + to - 1) / 2
    from = to
  }
  return result
}

function correlation(a: Float64Array, b: Float64Array): number | null {
  const mean = (a.length - 1) / 2
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] - mean, b[i] - mean]
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null
}

/** Side of the window, and the two constants for values in [0, 1], of Wang et al. 2004. */
const WINDOW = 7
const [C1, C2] = [0.01 ** 2, 0.03 ** 2]

/**
 * Structural similarity (Wang et al. 2004, doi 10.1109/TIP.2003.819861): the mean over all 7×7 windows, of
 * the maps' magnitudes, each divided by its largest. 1 for equal maps.
 */
export function structuralSimilarity(a: Relevance, b: Relevance): number {
  const { height, width } = a
  if (b.height !== height || b.width !== width)
    throw new Error(`maps of ${height}×${width} and ${b.height}×${b.width} pixels`)
  if (Math.min(height, width) < WINDOW)
    throw new Error(`maps of ${height}×${width} pixels (at least ${WINDOW}×${WINDOW})`)
  const [x, y] = [scaled(a), scaled(b)]
  const count = WINDOW * WINDOW
  let total = 0
  for (let top = 0; top + WINDOW <= height; top++)
    for (let left = 0; left + WINDOW <= width; left++) {
      let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0]
      for (let row = top; row < top + WINDOW; row++)
        for (let i = row * width + left; i < row * width + left + WINDOW; i++) {
          const [u, v] = [x[i], y[i]]
          sx += u
          sy += v
          sxx += u * u
          syy += v * v
          sxy += u * v
        }
      const [mx, my] = [sx / count, sy / count]
      const [vx, vy, cov] = [sxx / count - mx * mx, syy / count - my * my, sxy / count - mx * my]
      total += ((2 * mx * my + C1) * (2 * cov + C2)) / ((mx * mx + my * my + C1) * (vx + vy + C2))
    }
  return total / ((height - WINDOW + 1) * (width - WINDOW + 1))
}

function scaled({ values }: Relevance): Float32Array {
  const most = values.reduce((m, value) => Math.max(m, Math.abs(value)), 0)
  return values.map((value) => (most > 0 ? Math.abs(value) / most : 0))
}
