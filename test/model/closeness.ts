/** The largest difference of two lists of numbers, as a share of the largest magnitude of the second. */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length)
    throw new Error(`${found.length} numbers where ${expected.length} were expected`)
  let difference = 0
  let magnitude = 0
  for (let i = 0; i < expected.length; i++) {
    // Number.isNaN would vanish in Math.max otherwise.
    if (Number.isNaN(found[i]) || Number.isNaN(expected[i])) return Number.POSITIVE_INFINITY
    difference = Math.max(difference, Math.abs(found[i] - expected[i]))
    magnitude = Math.max(magnitude, Math.abs(expected[i]))
  }
  return magnitude === 0 ? difference : difference / magnitude
}
