/** One parameter of a stimulus that runs while the others stand still. */
import type { Numbers } from './parameter.ts'
import { everyParameter, type StimulusFamily } from './stimulus.ts'

export interface Axis {
  parameter: string
  from: number
  /** Excluded where the axis is cyclic. */
  to: number
  count: number
  /** Whether `to` is `from` again, as for directions. */
  cyclic: boolean
}

/** Steps of a degree on the axis of a direction, whose period is 1, 2 or 4 to a turn. */
const PER_DEGREE = 2
const STEPS = 121
/** Degrees between two values, and how many values there are, on each axis where two run at once. */
const COARSE_DEGREES = 5
const COARSE_STEPS = 17

/**
 * The axis of a parameter: directions in steps of 0.5°, everything else over its range; more coarsely
 * where two run at once.
 * @throws Error where the family has no such parameter
 */
export function axisOf(family: StimulusFamily, parameter: string, two = false): Axis {
  const table = everyParameter(family)
  const found = table[parameter]
  if (!found)
    throw new Error(`unknown parameter of ${family.name}: ${parameter} (allowed: ${Object.keys(table).join(', ')})`)
  const { range, step, period, whole } = found
  if (period) {
    const count = two ? period / COARSE_DEGREES : period * PER_DEGREE
    return { parameter, from: 0, to: period, count, cyclic: true }
  }
  const [from, to] = range
  const steps = Math.round((to - from) / step) + 1
  const count = whole ? steps : two ? Math.min(steps, COARSE_STEPS) : STEPS
  return { parameter, from, to, count, cyclic: false }
}

/** The value at an index, rounded to what matters. */
export const valueAt = ({ from, to, count, cyclic }: Axis, index: number): number =>
  Number((from + ((to - from) * index) / Math.max(1, cyclic ? count : count - 1)).toPrecision(7))

/** The index whose value is nearest. */
export function indexOf({ from, to, count, cyclic }: Axis, value: number): number {
  const index = Math.round(((value - from) / (to - from)) * (cyclic ? count : count - 1))
  return cyclic ? ((index % count) + count) % count : Math.max(0, Math.min(count - 1, index))
}

/** One sample of all that the axes span, the first axis fastest. */
export function sampleAt(sample: Numbers, over: Axis, by: Axis | null, index: number): Numbers {
  const along = { ...sample, [over.parameter]: valueAt(over, index % over.count) }
  return by ? { ...along, [by.parameter]: valueAt(by, Math.floor(index / over.count)) } : along
}

export const size = (over: Axis, by: Axis | null): number => over.count * (by?.count ?? 1)

/** Up to `count` indices of an axis, evenly spread from the first; the last, too, where it is not cyclic. */
export function spread({ count: all, cyclic }: Axis, count: number): number[] {
  const some = Math.min(count, all)
  return Array.from({ length: some }, (_, i) =>
    cyclic ? Math.round((i * all) / some) : some > 1 ? Math.round((i * (all - 1)) / (some - 1)) : 0,
  )
}

/** The stimuli whose pictures come with a static figure, as indices of `sampleAt`. */
export function pictured(over: Axis, by: Axis | null): number[] {
  if (!by) return spread(over, 36)
  return spread(by, 6).flatMap((row) => spread(over, 12).map((i) => row * over.count + i))
}
