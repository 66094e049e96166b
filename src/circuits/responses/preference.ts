/** What a unit responds to along one parameter of a family of stimuli, as claims measure it. */
import type { Model } from '../../model/model.ts'
import { axisOf, sampleAt, valueAt } from '../../vocabulary/axis.ts'
import { familyNamed } from '../../stimuli/families.ts'
import { tuning } from './tuning.ts'

export interface Curve {
  /** Values of the parameter, in order. */
  values: number[]
  /** Responses of the unit, one per value. */
  responses: Float32Array
}

/**
 * A unit's tuning curve: directions in steps of 5°, other parameters in 17 steps.
 * @param parameter as in `angle`
 * @param sample the other parameters; those left out have the family's defaults
 */
export async function curveOf(
  model: Model,
  unit: string,
  family: string,
  parameter: string,
  sample: Record<string, number> = {},
): Promise<Curve> {
  const over = axisOf(familyNamed(family), parameter, true)
  const indices = Array.from({ length: over.count }, (_, i) => i)
  const samples = indices.map((i) => sampleAt(sample, over, null, i))
  const [responses] = await tuning(model, [unit])(familyNamed(family), samples)
  return { values: indices.map((i) => valueAt(over, i)), responses: responses }
}

/** Where a curve is highest; the first place of several. */
export function best({ values, responses }: Curve): { at: number; response: number } {
  const index = responses.reduce((top, value, i) => (value > responses[top] ? i : top), 0)
  return { at: values[index], response: responses[index] }
}

/** Degrees between two directions, 0 to half the period. */
export function apart(a: number, b: number, period = 360): number {
  const difference = (((a - b) % period) + period) % period
  return Math.min(difference, period - difference)
}

/**
 * How much of a unit's response lies about one direction: the mean of cos over the curve, weighted by the
 * response; 1 where all of it is there, 0 where it is spread evenly or there is none, −1 where all is opposite.
 * @param period of the parameter, in degrees
 */
export function concentration({ values, responses }: Curve, direction: number, period = 360): number {
  let [sum, along] = [0, 0]
  values.forEach((value, i) => {
    const response = Math.max(0, responses[i])
    sum += response
    along += response * Math.cos(((value - direction) * 2 * Math.PI) / period)
  })
  return sum > 0 ? along / sum : 0
}
