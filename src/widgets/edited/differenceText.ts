/** A paired difference in words. */
import { format } from 'd3-format'
import type { DifferenceData } from '../../artifacts/difference.ts'
import { formatNumber, formatSigned } from '../number.ts'

/** Whether the interval leaves out zero. */
export const isMeasurable = ({ low, high }: Pick<DifferenceData, 'low' | 'high'>): boolean => low > 0 || high < 0

/** `−3.5 points (−7.4 to 0.0)`. */
export const differenceText = ({ difference, low, high }: DifferenceData): string =>
  `${formatSigned(100 * difference, 1)} points (${formatNumber(100 * low, 1)} to ${formatNumber(100 * high, 1)})`

/** What it comes to: where the interval holds zero, the pictures are too few to say which way it goes. */
export function verdict(found: DifferenceData): string {
  if (found.gained + found.lost === 0) return 'no answer changed'
  if (!isMeasurable(found)) return `${format(',d')(found.pictures)} pictures cannot tell this from no change`
  return found.difference > 0 ? 'more are right' : 'fewer are right'
}
