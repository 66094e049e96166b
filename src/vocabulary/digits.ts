/** Numbers with as many digits as a page shows, so that the last bit of a processor does not. */

export const significant = (value: number, digits: number): number => Number(value.toPrecision(digits))

/** A copy of data, every number in it that is no integer with so many significant digits. */
export function shortened<T>(data: T, digits: number): T {
  const short = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? significant(value, digits) : value
  return JSON.parse(JSON.stringify(data, short)) as T
}
