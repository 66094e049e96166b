/**
 * Families of detectors that are told by criteria any network can be held to: what the detector should respond to, in
 * every direction, and what it should not.
 */
import type { Model } from '../../model/model.ts'
import { extents } from '../../model/geometry.ts'
import { familyNamed } from '../../stimuli/families.ts'
import type { DetectorName } from '../../vocabulary/detectorNames.ts'
import type { Colour } from '../../vocabulary/stimulus.ts'
import { tuning } from './tuning.ts'

type Sample = Record<string, number | Colour>

/** Stimuli by the direction that they point in; the mean response to these counts. */
type Way = readonly ((angle: number) => Sample)[]

export interface Detector {
  /** Family of the stimuli that it should respond to. */
  family: string
  /** The ways in which they are shown in each direction. A unit is judged by the way that excites it most. */
  shown: readonly Way[]
  /** What differs by what is detected alone, and the family that it is of. */
  control: { family: string; shown: readonly Way[] }
  /** The criterion, in words that follow "a unit whose …". */
  words: string
}

/** Degrees between directions. */
const STEP = 10
export const DIRECTIONS: readonly number[] = Array.from({ length: 360 / STEP }, (_, i) => i * STEP)
/** At least so much of the response lies about one direction: the length of the mean of the responses as vectors. */
export const DIRECTED = 0.5
/** The best stimulus excites at least so many times as much as the best control. */
export const OVER_CONTROL = 2
/** And at least so much of the most that any stimulus of any kind excites it. */
export const OF_MOST = 0.25

const along = (angle: number, distance: number) => ({
  x: distance * Math.cos((angle * Math.PI) / 180),
  // y counts downward.
  y: -distance * Math.sin((angle * Math.PI) / 180),
})

/** A little before and behind the middle: a detector's own middle need not be that of its field. */
const SHIFTS = [-4, 0, 4]
const CURVATURES = [0.05, 0.08, 0.12]
const HUES = [0, 60, 120, 180, 240, 300]
const PHASES = [0, 90, 180, 270]
const [FINE, COARSE] = [4, 16]
/** How far the two colours of an edge lie from grey. */
const CONTRAST = 0.4

/** Grey, moved by `amount` along a direction of equal brightness (the sum of red, green and blue). */
function tinted(hue: number, amount: number): Colour {
  const part = (offset: number) => 0.5 + amount * Math.sqrt(2 / 3) * Math.cos(((hue - offset) * Math.PI) / 180)
  return [part(0), part(120), part(240)]
}
const grey = (amount: number): Colour => {
  const value = 0.5 + amount / Math.sqrt(3)
  return [value, value, value]
}

export const detectors: Readonly<Record<DetectorName, Detector>> = {
  curve: {
    family: 'curve',
    shown: SHIFTS.flatMap((shift) =>
      CURVATURES.map((curvature): Way => [(angle) => ({ angle, curvature, ...along(angle, shift) })]),
    ),
    control: {
      family: 'curve',
      shown: SHIFTS.map((shift): Way => [(angle) => ({ angle, curvature: 0, ...along(angle, shift) })]),
    },
    words: 'a straight line in place of the curve',
  },
  colourContrast: {
    family: 'colourEdge',
    shown: HUES.flatMap((hue) =>
      SHIFTS.map((shift): Way => [
        (angle) => ({
          angle,
          ...along(angle, shift),
          saturation: 0,
          figure: tinted(hue, CONTRAST),
          ground: tinted(hue, -CONTRAST),
        }),
      ]),
    ),
    control: {
      family: 'colourEdge',
      shown: SHIFTS.map((shift): Way => [
        (angle) => ({
          angle,
          ...along(angle, shift),
          saturation: 0,
          figure: grey(CONTRAST),
          ground: grey(-CONTRAST),
        }),
      ]),
    },
    words: 'an edge from grey to grey that differs by as much',
  },
  highLow: {
    family: 'frequencyEdge',
    shown: SHIFTS.map((shift): Way =>
      PHASES.map((phase) => (angle) => ({
        angle,
        high: FINE,
        low: COARSE,
        tilt: 90,
        phase,
        ...along(angle, shift),
      })),
    ),
    control: {
      family: 'grating',
      // Stripes that stand as those of the edge do.
      shown: [FINE, COARSE].map((wavelength): Way =>
        PHASES.map((phase) => (angle) => ({ angle: (angle + 90) % 180, wavelength, phase })),
      ),
    },
    words: 'stripes of either width alone',
  },
}

export interface Detected {
  /** The response in each of `DIRECTIONS`, shown in the way that excites the unit most; by unit. */
  curves: Float32Array[]
  /** Which way that is. */
  ways: number[]
  /** How much of each unit's response lies about one direction, 0 to 1; 0 where it never responds. */
  directed: number[]
  /** The largest response to the stimuli, and to the control. */
  best: number[]
  control: number[]
}

/** Of every unit in the middle of a layer. */
export async function detected(model: Model, layer: string, { family, shown, control }: Detector): Promise<Detected> {
  const { channels } = extents(model.table).get(layer)!
  const units = Array.from({ length: channels }, (_, channel) => `${layer}/${channel}`)
  const found = await strongest(model, units, family, shown)
  const controls = await strongest(model, units, control.family, control.shown)
  return {
    curves: found.map(({ curve }) => curve),
    ways: found.map(({ way }) => way),
    directed: found.map(({ curve }) => meanVector(curve).length),
    best: found.map(({ curve }) => Math.max(...curve)),
    control: controls.map(({ curve }) => Math.max(...curve)),
  }
}

/** The responses of one unit in each of `DIRECTIONS`, shown in one way. */
export async function directionCurve(
  model: Model,
  unit: string,
  { family, shown }: Detector,
  way: number,
): Promise<Float32Array> {
  const [found] = await strongest(model, [unit], family, [shown[way]!])
  return found!.curve
}

async function strongest(
  model: Model,
  units: readonly string[],
  family: string,
  ways: readonly Way[],
): Promise<{ way: number; curve: Float32Array }[]> {
  const samples = ways.flatMap((way) => way.flatMap((one) => DIRECTIONS.map(one))) as Record<string, number>[]
  const responses = await tuning(model, units)(familyNamed(family), samples)
  return responses.map((values) => {
    let at = 0
    const curves = ways.map((way) => {
      const mean = new Float32Array(DIRECTIONS.length)
      for (let one = 0; one < way.length; one++)
        for (let i = 0; i < mean.length; i++) mean[i]! += values[at++]! / way.length
      return mean
    })
    const tops = curves.map((curve) => Math.max(...curve))
    const way = tops.indexOf(Math.max(...tops))
    return { way, curve: curves[way]! }
  })
}

/** Responses as arrows in their directions: their mean's length as a share of the mean response, and its direction. */
export function meanVector(curve: ArrayLike<number>): { length: number; angle: number } {
  let [sum, x, y] = [0, 0, 0]
  for (let i = 0; i < curve.length; i++) {
    const response = Math.max(0, curve[i]!)
    const angle = (2 * Math.PI * i) / curve.length
    sum += response
    x += response * Math.cos(angle)
    y += response * Math.sin(angle)
  }
  const angle = ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
  return { length: sum > 0 ? Math.hypot(x, y) / sum : 0, angle }
}

/**
 * The units that meet the criterion.
 * @param most the largest response of each unit to stimuli of any kind
 */
export const members = ({ directed, best, control }: Detected, most: ArrayLike<number>): number[] =>
  [...directed.keys()].filter(
    (unit) =>
      best[unit]! > 0 &&
      directed[unit]! >= DIRECTED &&
      best[unit]! >= OVER_CONTROL * Math.max(0, control[unit]!) &&
      best[unit]! >= OF_MOST * most[unit]!,
  )
