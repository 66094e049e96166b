/** Where a claim's values stand on a line of 200, with what the claim allows. */
import type { Limit } from '../../vocabulary/judging.ts'
import type { Measured } from './describe.ts'

const WIDTH = 200
const MARGIN = 8

export interface Strip {
  value: number
  shuffled: number[]
  bound: number
  /** What the claim allows, from … to. */
  from: number
  to: number
}

export function strip({ value, shuffled }: Measured, { atLeast, atMost }: Limit): Strip {
  const bound = atLeast ?? atMost ?? 0
  // Zero belongs to every scale, so that lengths can be compared.
  const all = [0, value, bound, ...shuffled]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const x = (at: number) => Number((MARGIN + ((at - low) / (high - low || 1)) * (WIDTH - 2 * MARGIN)).toFixed(1))
  return {
    value: x(value),
    shuffled: shuffled.map(x),
    bound: x(bound),
    from: atLeast === undefined ? 0 : x(bound),
    to: atLeast === undefined ? x(bound) : WIDTH,
  }
}
