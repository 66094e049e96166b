/**
 * `mixture(families, count, reach, rngOf)` → stimuli of families, drawn at random: the inputs that a mean over
 * stimuli is taken over.
 */
import type { Draws } from '../vocabulary/randomSample.ts'
import type { Paint, StimulusFamily } from '../vocabulary/stimulus.ts'

export interface Drawn {
  family: string
  samples: (Record<string, number> & Partial<Paint>)[]
}

/**
 * Each family's parameters uniform over their range, its place within `reach` pixels of the centre to
 * every side; half of the figures light on dark, half in colour, contrast from a third to full.
 * @param count in each family
 * @param rngOf the generator of a family's stimulus, by its number there
 */
export const mixture = (
  families: readonly StimulusFamily[],
  count: number,
  reach: number,
  rngOf: (family: string, number: number) => Draws,
): Drawn[] =>
  families.map((family) => ({
    family: family.name,
    samples: Array.from({ length: count }, (_, number) => sampleOf(family, reach, rngOf(family.name, number))),
  }))

function sampleOf({ parameters, paint }: StimulusFamily, reach: number, rng: Draws): Drawn['samples'][number] {
  const between = (low: number, high: number) => low + (high - low) * rng.uniform()
  const own = Object.entries(parameters).map(([name, { range, step, whole }]) => {
    if (name === 'x' || name === 'y') return [name, between(-reach, reach)]
    const value = between(...range)
    return [name, whole ? range[0] + step * Math.round((value - range[0]) / step) : value]
  })
  const dark = rng.uniform() < 0.5
  const [black, white] = [
    [0, 0, 0],
    [1, 1, 1],
  ] as const
  const coloured = rng.uniform() < 0.5
  return {
    ...(Object.fromEntries(own) as Record<string, number>),
    figure: dark ? black : white,
    ground: dark ? white : black,
    contrast: between(1 / 3, 1),
    hue: between(0, 360),
    saturation: coloured ? rng.uniform() : (paint?.saturation ?? 0),
  } as Drawn['samples'][number]
}
