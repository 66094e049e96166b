import type { NetworkInput } from '../vocabulary/layerTable.ts'

const minus = (value: number) => String(value).replace('-', '−')
const rounded = (values: readonly number[]) => [...new Set(values.map((value) => Number(value.toFixed(4))))]

/** What becomes of a colour value before the first layer: `2 · value − 1`, or a factor and a sum for each channel. */
export function enteringWords({ scale, offset, order, channels }: NetworkInput): string {
  const [factors, sums] = [rounded(scale), rounded(offset)]
  const ordered = order === 'BGR' ? ', blue first' : ''
  const grey = channels === 1 ? ', in grey' : ''
  if (factors.length === 1 && sums.length === 1) {
    const [factor, sum] = [factors[0], sums[0]]
    return `${minus(factor)} · value ${sum < 0 ? '−' : '+'} ${Math.abs(sum)}${ordered}${grey}`
  }
  const all = (values: readonly number[]) => `(${values.map((value) => minus(Number(value.toFixed(4)))).join(', ')})`
  return `${all(scale)} · value + ${all(offset)}, a number for each of ${order === 'BGR' ? 'blue, green, red' : 'red, green, blue'}`
}
