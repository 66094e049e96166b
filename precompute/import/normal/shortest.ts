/** The shortest decimal number that is the same in single precision: 0.1 for the file's 0.10000000149. */
export function shortest(value: number): number {
  const single = Math.fround(value)
  for (let digits = 1; digits < 10; digits++) {
    const found = Number(single.toPrecision(digits))
    if (Math.fround(found) === single) return found
  }
  return value
}
