/**
 * `mixture(count, reach, rng)` → stimuli of every family, drawn at random: the inputs that a mean over
 * stimuli is taken over.
 */
import { familyPaint, parameters, type FamilyName, type Parameter } from './parameters.ts'
import type { Paint } from './family.ts'

export interface Drawn {
  family: FamilyName
  samples: (Record<string, number> & Partial<Paint>)[]
}

/** The part of `Rng` that is needed: uniform in [0, 1). */
interface Uniform {
  uniform(): number
}

const names = Object.keys(parameters) as FamilyName[]

/**
 * Each family's parameters uniform over their range, its place within `reach` pixels of the centre to
 * every side; half of the figures light on dark, half in colour, contrast from a third to full.
 * @param count in each family
 */
export function mixture(count: number, reach: number, rng: Uniform): Drawn[] {
  const between = (low: number, high: number) => low + (high - low) * rng.uniform()
  return names.map((family) => ({
    family,
    samples: Array.from({ length: count }, () => {
      const table: Record<string, Parameter> = parameters[family]
      const own = Object.entries(table).map(([name, { range, step, whole }]) => {
        if (name === 'x' || name === 'y') return [name, between(-reach, reach)]
        const value = between(...range)
        return [name, whole ? range[0] + step * Math.round((value - range[0]) / step) : value]
      })
      const dark = rng.uniform() < 0.5
      const [figure, ground] = dark
        ? ([
            [0, 0, 0],
            [1, 1, 1],
          ] as const)
        : ([
            [1, 1, 1],
            [0, 0, 0],
          ] as const)
      const coloured = rng.uniform() < 0.5
      return {
        ...(Object.fromEntries(own) as Record<string, number>),
        figure,
        ground,
        contrast: between(1 / 3, 1),
        hue: between(0, 360),
        saturation: coloured ? rng.uniform() : (familyPaint[family]?.saturation ?? 0),
      } as Drawn['samples'][number]
    }),
  }))
}
