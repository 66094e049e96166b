/** Numbers as figures show them. */

const NICE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10]

/** The smallest round number that is at least `value`, so that scales change seldom; 1 for 0. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9)
  return Number((NICE.find((each) => each * power >= value * (1 - 1e-9))! * power).toPrecision(3))
}

/** Two decimals, with a true minus sign. */
export function formatNumber(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

export function formatSigned(value: number, digits = 2): string {
  const text = formatNumber(value, digits)
  return text.startsWith('−') ? text : `+${text}`
}

/** A share as a percentage, with a no-break space. */
export const formatPercent = (share: number, digits = 0): string => `${formatNumber(100 * share, digits)}\u00a0%`
