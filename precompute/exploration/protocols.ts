/** Which stimuli every unit is shown: a grid of parameters, each cell drawn several times with other nuisances. */
import { createRng, type Rng } from '../../src/vocabulary/rng.ts'
import type { Paint } from '../../src/vocabulary/stimulus.ts'

export interface ProtocolAxis {
  parameter: string
  values: readonly number[]
  /** The period of a direction or a hue, in degrees; absent where the axis has ends. */
  period?: number
}

export interface Protocol {
  /** What the table calls it. */
  title: string
  /** As in `curve`. */
  family: string
  axes: readonly ProtocolAxis[]
  /** What does not vary. */
  fixed?: Readonly<Record<string, number>>
  /** Nuisances of one draw, the same for all cells, so that cells differ in the axes alone. */
  nuisance(rng: Rng): Record<string, number>
  /** Neither black nor white: the hue says it all. */
  coloured?: boolean
}

/** Both halves of the draws hold dark figures on light ground and the reverse. */
export const DRAWS = 4

export type Stimulus = Record<string, number | Paint['figure']>

const around = (period: number, count: number) => Array.from({ length: count }, (_, i) => (i * period) / count)
const between = (rng: Rng, low: number, high: number) => low + (high - low) * rng.uniform()
const jitter = (rng: Rng) => ({ x: between(rng, -3, 3), y: between(rng, -3, 3) })
const stroked = (rng: Rng) => ({ ...jitter(rng), width: between(rng, 2.2, 4) })
const phased = (rng: Rng) => ({ phase: between(rng, 0, 360) })

export const protocols: readonly Protocol[] = [
  {
    title: 'curves',
    family: 'curve',
    axes: [
      { parameter: 'angle', values: around(360, 24), period: 360 },
      { parameter: 'curvature', values: [0.03, 0.06, 0.1, 0.15, 0.2] },
    ],
    nuisance: stroked,
  },
  {
    title: 'lines',
    family: 'line',
    axes: [
      { parameter: 'angle', values: around(180, 18), period: 180 },
      { parameter: 'width', values: [1, 1.7, 3, 5, 8.5] },
    ],
    nuisance: jitter,
  },
  {
    title: 'corners',
    family: 'corner',
    axes: [
      { parameter: 'angle', values: around(360, 18), period: 360 },
      { parameter: 'opening', values: [40, 65, 90, 120, 150] },
    ],
    nuisance: stroked,
  },
  {
    title: 'circles',
    family: 'circle',
    axes: [
      { parameter: 'radius', values: [2, 2.8, 4, 5.7, 8, 11.3, 16, 22.6] },
      { parameter: 'filled', values: [0, 1] },
    ],
    nuisance: stroked,
  },
  {
    title: 'ellipses',
    family: 'ellipse',
    axes: [
      { parameter: 'angle', values: around(180, 12), period: 180 },
      { parameter: 'aspect', values: [0.35, 0.5, 0.75] },
      { parameter: 'radius', values: [7, 12, 20] },
    ],
    nuisance: stroked,
  },
  {
    title: 'spirals',
    family: 'spiral',
    axes: [
      { parameter: 'angle', values: around(360, 12), period: 360 },
      { parameter: 'handedness', values: [-1, 1] },
      { parameter: 'pitch', values: [6, 9, 14] },
    ],
    nuisance: stroked,
  },
  {
    title: 'gratings',
    family: 'grating',
    axes: [
      { parameter: 'angle', values: around(180, 12), period: 180 },
      { parameter: 'wavelength', values: [2.8, 4, 5.7, 8, 11.3, 16, 22.6, 32] },
    ],
    nuisance: phased,
  },
  {
    title: 'checkers',
    family: 'checker',
    axes: [
      { parameter: 'angle', values: around(90, 6), period: 90 },
      { parameter: 'side', values: [2, 2.8, 4, 5.7, 8, 11.3] },
    ],
    nuisance: (rng) => ({ x: between(rng, -8, 8), y: between(rng, -8, 8) }),
  },
  {
    title: 'high against low frequencies',
    family: 'frequencyEdge',
    axes: [
      { parameter: 'angle', values: around(360, 18), period: 360 },
      { parameter: 'tilt', values: [0, 45, 90, 135] },
    ],
    fixed: { high: 4, low: 16 },
    nuisance: (rng) => ({ ...jitter(rng), ...phased(rng) }),
  },
  {
    title: 'colour edges',
    family: 'colourEdge',
    axes: [
      { parameter: 'angle', values: around(360, 12), period: 360 },
      { parameter: 'hue', values: around(360, 12), period: 360 },
    ],
    nuisance: (rng) => ({ ...jitter(rng), blur: between(rng, 1, 6) }),
    coloured: true,
  },
  {
    title: 'coloured discs',
    family: 'circle',
    axes: [
      { parameter: 'hue', values: around(360, 18), period: 360 },
      { parameter: 'radius', values: [4, 8, 16, 40] },
    ],
    fixed: { filled: 1, saturation: 1 },
    nuisance: jitter,
    coloured: true,
  },
  {
    title: 'textures',
    family: 'texture',
    axes: [
      { parameter: 'angle', values: around(180, 6), period: 180 },
      { parameter: 'spread', values: [30, 90, 180] },
      { parameter: 'wavelength', values: [3, 4.2, 6, 8.5, 12, 17] },
    ],
    nuisance: (rng) => ({ seed: rng.integer(0, 99), ...jitter(rng) }),
  },
  {
    title: 'pairs of eyes',
    family: 'eyePair',
    axes: [
      { parameter: 'angle', values: around(180, 8), period: 180 },
      { parameter: 'separation', values: [10, 16, 24, 34] },
      { parameter: 'radius', values: [2.5, 4, 7] },
    ],
    nuisance: jitter,
  },
  {
    title: 'wheels',
    family: 'wheel',
    axes: [
      { parameter: 'spokes', values: [3, 5, 8, 12, 16] },
      { parameter: 'radius', values: [7, 11, 16, 24] },
    ],
    nuisance: (rng) => ({ ...jitter(rng), angle: between(rng, 0, 360) }),
  },
  {
    title: 'heads',
    family: 'head',
    axes: [
      { parameter: 'pose', values: [-1, -0.5, 0, 0.5, 1] },
      { parameter: 'angle', values: [-30, 0, 30] },
      { parameter: 'size', values: [9, 14, 20] },
    ],
    nuisance: (rng) => ({ ...jitter(rng), fur: between(rng, 0.3, 0.9), ears: between(rng, 0.1, 0.9) }),
  },
]

export const cells = ({ axes }: Protocol): number => axes.reduce((product, { values }) => product * values.length, 1)

/** Every stimulus of a protocol: draws fastest, then the last axis. */
export function stimuliOf(protocol: Protocol): Stimulus[] {
  const nuisances = Array.from({ length: DRAWS }, (_, draw) => protocol.nuisance(createRng(0, protocol.title, draw)))
  return Array.from({ length: cells(protocol) }, (_, cell) => {
    const at: Record<string, number> = {}
    let rest = cell
    for (const { parameter, values } of [...protocol.axes].reverse()) {
      at[parameter] = values[rest % values.length]!
      rest = Math.floor(rest / values.length)
    }
    return nuisances.map((nuisance, draw): Stimulus => ({
      ...protocol.fixed,
      ...nuisance,
      ...at,
      ...(protocol.coloured ? {} : polarity(draw)),
    }))
  }).flat()
}

function polarity(draw: number): Stimulus {
  return draw < DRAWS / 2 ? { figure: [0, 0, 0], ground: [1, 1, 1] } : { figure: [1, 1, 1], ground: [0, 0, 0] }
}
