/** Families of stimuli as plain data: what their numbers mean and how they are painted. */
import { degrees, share, type Parameter } from './parameter.ts'

/** RGB in [0, 1]. */
export type Colour = readonly [number, number, number]

/** The two colours that a picture is mixed from. */
export interface Paint {
  /** 1 paints `figure` fully, 0 leaves the ground alone. */
  contrast: number
  figure: Colour
  ground: Colour
  /** Degrees: red 0, green 120, blue 240. */
  hue: number
  /** 0 leaves both colours as they are; 1 gives the figure the hue and the ground its opposite, equally bright. */
  saturation: number
}

/**
 * x runs right and y down, in input pixels; angles are in degrees, counter-clockwise, 0 to the right.
 * `K`: the names of its own numbers.
 */
export interface StimulusFamily<K extends string = string> {
  /** As in requests, and as its file is called: `frequencyEdge`. */
  name: string
  /** In plain words: `frequency edge`. */
  words: string
  parameters: Readonly<Record<K, Parameter>>
  /** Where it differs from black on white. */
  paint?: { saturation: number }
  /** Parameters that a mirror moves, where it gives another picture and no rotation gives the same. */
  mirrored?: readonly K[]
}

/** What every family takes beside its own. */
export const paintParameters = {
  contrast: share(1, [0, 1], 'how much of the figure’s colour replaces the ground’s'),
  hue: {
    ...degrees('of the figure, red 0, green 120, blue 240; the ground has the opposite'),
    step: 5,
  },
  saturation: share(0, [0, 1], 'how much of the hue replaces both colours'),
} satisfies Record<string, Parameter>

/** Every number that a sample of a family may hold, its own first, with the defaults it has there. */
export function everyParameter({ parameters, paint }: StimulusFamily): Record<string, Parameter> {
  const { saturation } = paintParameters
  return {
    ...parameters,
    ...paintParameters,
    saturation: { ...saturation, default: paint?.saturation ?? saturation.default },
  }
}

/** The family alone, without what draws it: what a page holds. */
export const plainFamily = ({ name, words, parameters, paint, mirrored }: StimulusFamily): StimulusFamily => ({
  name,
  words,
  parameters,
  ...(paint && { paint }),
  ...(mirrored && { mirrored }),
})
