/** Pearson's correlation of two lists of equal length; 0 where one of them never changes. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length
  let [meanA, meanB] = [0, 0]
  for (let i = 0; i < n; i++) {
    meanA += a[i] / n
    meanB += b[i] / n
  }
  let [aa, bb, ab] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i] - meanA, b[i] - meanB]
    aa += x * x
    bb += y * y
    ab += x * y
  }
  // What rounding leaves of a constant list is no spread.
  const flat = (squares: number, mean: number) => squares <= 1e-12 * n * mean * mean
  return flat(aa, meanA) || flat(bb, meanB) ? 0 : ab / Math.sqrt(aa * bb)
}
