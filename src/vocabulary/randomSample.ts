/**
 * `randomSample(family, rng)` → one stimulus of a family with every parameter drawn: plain numbers, so
 * that a page can name a stimulus by its seed without loading TF.js.
 */
import type { Parameter } from './parameter.ts'
import { paintParameters, type Paint, type StimulusFamily } from './stimulus.ts'

/** What is needed of a generator. */
export interface Draws {
  /** Uniform in [0, 1). */
  uniform(): number
}

export type RandomSample = Record<string, number> & Pick<Paint, 'figure' | 'ground'>

/** Pixels: the farthest that a stimulus stands from the centre. */
const FARTHEST = 24
const FAINTEST = 0.4
const PALEST = 0.4

/**
 * Directions are uniform; widths, radii and wavelengths are uniform in their logarithm, since they
 * matter by their ratio; everything else is uniform over its range. The place is uniform in direction,
 * and its distance from the centre is `24 u²` pixels, median 6, so that small receptive fields are met
 * as well as large ones. One of two is dark on light; one of two is grey, unless the family is about
 * colour.
 */
export function randomSample({ parameters: table, paint }: StimulusFamily, rng: Draws): RandomSample {
  const sample: Record<string, number> = {}
  for (const [name, parameter] of Object.entries(table)) sample[name] = drawn(parameter, rng)
  const distance = FARTHEST * rng.uniform() ** 2
  const direction = 2 * Math.PI * rng.uniform()
  if (table.x) sample.x = distance * Math.cos(direction)
  if (table.y) sample.y = distance * Math.sin(direction)
  sample.contrast = FAINTEST + (1 - FAINTEST) * rng.uniform()
  sample.hue = drawn(paintParameters.hue, rng)
  const coloured = rng.uniform() < 0.5 || paint !== undefined
  const saturation = PALEST + (1 - PALEST) * rng.uniform()
  sample.saturation = coloured ? saturation : 0
  for (const [name, value] of Object.entries(sample)) sample[name] = Number(value.toFixed(4))
  const dark = rng.uniform() < 0.5
  const [black, white] = [
    [0, 0, 0],
    [1, 1, 1],
  ] as const
  return Object.assign(sample, {
    figure: dark ? black : white,
    ground: dark ? white : black,
  })
}

function drawn({ range: [low, high], step, unit, whole, period }: Parameter, rng: Draws): number {
  const share = rng.uniform()
  if (whole) return low + step * Math.floor(share * Math.floor((high - low) / step + 1))
  if (!period && unit === 'pixels' && low > 0) return low * (high / low) ** share
  return low + (high - low) * share
}
