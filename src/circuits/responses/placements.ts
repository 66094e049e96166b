/** Where a pair of units of two families stands: on which diagonal of their kernels, and how it is turned there. */
import type { Symmetry } from '../linear/kernelOperator.ts'

export interface Placement {
  relation: number
  /** How the template is moved to lie on the pair. */
  by: number
}

/**
 * Where a pair stands. Of two units that repeat after different turns, the one that repeats later says how
 * the kernel is turned; where both repeat within a full turn, the kernel must be the same in each of them.
 */
export function placements(
  symmetry: Symmetry,
  upper: number,
  lower: number,
  upperPeriod: number,
  lowerPeriod: number,
  step: number,
): Placement[] {
  if (symmetry === 'reflection') return [{ relation: upper === lower ? 0 : 1, by: upper }]
  if (symmetry === 'scale') return [{ relation: Math.round(Math.log2(lower / upper) / step), by: upper }]
  const period = Math.min(upperPeriod, lowerPeriod)
  const relation = cyclic(Math.round(cyclic(lower - upper, period) / step), Math.round(period / step))
  if (symmetry === 'hue') return [{ relation, by: 0 }]
  const longer = Math.max(upperPeriod, lowerPeriod)
  const turn = upperPeriod === longer ? upper : lower
  return Array.from({ length: Math.round(360 / longer) }, (_, i) => ({
    relation,
    by: cyclic(turn + i * longer, 360),
  }))
}

const cyclic = (value: number, period: number): number => ((value % period) + period) % period
