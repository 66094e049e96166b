/** Cosine of the angle between two lists of numbers, −1 to 1; NaN where one of them is all zero. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`lists of ${a.length} and ${b.length} numbers have no angle between them`)
  let [product, squareA, squareB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i]
    squareA += a[i] ** 2
    squareB += b[i] ** 2
  }
  return product / Math.sqrt(squareA * squareB)
}
