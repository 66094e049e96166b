const PI_ROOT = Math.sqrt(Math.PI)
/** Where the continued fraction needs fewer terms than the series. */
const FAR = 2.5

/** The error function to double precision (Abramowitz and Stegun 1964, 7.1.5 near zero and 7.1.14 far from it). */
export function erf(x: number): number {
  const size = Math.abs(x)
  if (size < FAR) return series(x)
  if (size > 6) return Math.sign(x)
  return Math.sign(x) * (1 - tail(size))
}

function series(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return (2 / PI_ROOT) * sum
}

function tail(x: number): number {
  let fraction = 0
  for (let k = 60; k >= 1; k--) fraction = k / 2 / (x + fraction)
  return Math.exp(-x * x) / PI_ROOT / (x + fraction)
}
