/** A paired difference in words. */
import type { DifferenceData } from '../../artifacts/difference.ts'
import { formatNumber, formatSigned } from '../number.ts'

/** Whether the interval leaves out zero. */
export const isMeasurable = ({ low, high }: Pick<DifferenceData, 'low' | 'high'>): boolean => low > 0 || high < 0

/** `−3.5 points (−7.4 to 0.0)`. */
export const differenceText = ({ difference, low, high }: DifferenceData): string =>
  `${formatSigned(100 * difference, 1)} points (${formatNumber(100 * low, 1)} to ${formatNumber(100 * high, 1)})`

/** What it comes to. */
export function verdict(found: DifferenceData): string {
  if (found.gained + found.lost === 0) return 'no answer changed'
  if (!isMeasurable(found)) return 'no measurable effect'
  return found.difference > 0 ? 'more are right' : 'fewer are right'
}
