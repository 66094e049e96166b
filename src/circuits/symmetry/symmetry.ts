/** What a symmetry is, how the members of a family are each other's copies: one file `symmetries/<symmetry>.ts`. */
import type { SymmetryWords } from '../../vocabulary/symmetry.ts'

/** Where a pair of units of two families stands: on which diagonal of their kernels, and how it is turned there. */
export interface Placement {
  relation: number
  /** How the template is moved to lie on the pair. */
  by: number
}

/** A pair of units: how far each is moved, and degrees after which each repeats. */
export interface PlacedPair {
  upper: number
  lower: number
  upperPeriod: number
  lowerPeriod: number
  /** Pairs whose relation differs by less are alike: degrees, or octaves of scale. */
  step: number
}

/** Values of a stimulus's parameter, evenly spaced: where it goes around, after how many degrees. */
export interface StimulusAxis {
  parameter: string
  values: readonly number[]
  period?: number | undefined
}

export interface Symmetry extends SymmetryWords {
  /**
   * Where a cell of a moved kernel gets its value from; x to the right, y up, from the middle. The gain keeps
   * a kernel's sum.
   * @throws Error where a kernel cannot be moved so far
   */
  kernel(by: number): { from(x: number, y: number): [number, number]; gain: number }
  placements(pair: PlacedPair): Placement[]
  /**
   * What it does to a picture; absent where that takes another drawing of it. `pixels`: where a pixel comes from, by
   * how far right and down of the point (`column`, `row`) it lies that stays where it is. `colours`: the matrix
   * that a pixel's three numbers are multiplied by, row by row.
   */
  picture?:
    | { pixels(by: number): (right: number, down: number, column: number, row: number) => [number, number] }
    | { colours(by: number): number[] }
  /** Where shifting along an axis of stimuli is this symmetry: how a shift by so many steps is called. */
  shifts?(axis: StimulusAxis): ((step: number) => string) | undefined
  /** Whether it moves the parameters that a family of stimuli says a mirror moves. */
  mirrors?: true
}

/** Every step around a circle, in degrees. */
export const STEP = 5
export const around = (): number[] => Array.from({ length: 360 / STEP }, (_, i) => i * STEP)

/** A shift along a parameter that goes around, in degrees. */
export const turns =
  (name: string) =>
  ({ parameter, values, period }: StimulusAxis) =>
    parameter === name && period ? (step: number) => `${Math.round((step * period) / values.length)}°` : undefined

export const cyclic = (value: number, period: number): number => ((value % period) + period) % period

/** How many steps the lower unit is ahead of the upper, where both go around. */
export function turnBetween({ upper, lower, upperPeriod, lowerPeriod, step }: PlacedPair): number {
  const period = Math.min(upperPeriod, lowerPeriod)
  return cyclic(Math.round(cyclic(lower - upper, period) / step), Math.round(period / step))
}
