/** What the widget shows, the same from the artifact as from the worker. */
import type { FeatureVisData } from '../../artifacts/featureVis/artifact.ts'
import type { Ascended } from '../../optvis/ascent.ts'
import type { Shown } from '../../vocabulary/figureKind.ts'
import { partsOf, type Network } from '../../vocabulary/network.ts'
import { formatNumber } from '../../widgets/number.ts'
import type { Sheet } from '../../widgets/sheet.ts'
import { PRESETS, RECIPE, type NamedRemedies } from './presets.ts'

/** By the preset's name. */
export type Made = Readonly<Record<string, Shown<FeatureVisData, 'picture'>>> & {
  /** The unit's picture as every figure shows it; none of a direction. */
  picture?: Shown<never, 'sheet' | 'picture'>
}

export interface Reading {
  step: number
  score: number
}

/** A run's score, step by step. */
export interface Curve {
  name: string
  readings: readonly Reading[]
}

/** A run in the page, as far as it is. */
export interface Run extends Curve {
  frame: Ascended
}

/** Runs whose scores compare. */
export interface Course {
  now?: Run
  /** Those before that stay in sight. */
  earlier: readonly Curve[]
  begun: number
}

/** A set of remedies, and what it leads to. */
export interface Preset extends NamedRemedies {
  curve: readonly Reading[]
  picture: Sheet
  score: number
}

export interface View {
  ahead: {
    /** Tells what the author seeks from all else. */
    key: string
    presets: readonly Preset[]
    /** What the recipe leads to, as every figure shows it. */
    picture: Sheet | undefined
    score: number
  }
  course: Course
}

/** What is sought: a unit, a direction or a sum of two units, large or small. */
export interface Objective {
  unit: string
  /** In place of the unit, as in `conv4/39 0.7 conv4/35 -0.3`. */
  direction: string
  towards: string
  /** The second unit's. */
  share: number
  negative: boolean
}

/** Runs of before that stay in sight. */
const KEPT = 2

/** Before anything is run. */
export const NOTHING: Course = { earlier: [], begun: 0 }

export function viewOf(made: Made, objective: Objective): View {
  const presets = PRESETS.flatMap((preset): Preset[] => {
    const own = made[preset.name]
    const curve = own?.data.curve ?? []
    return own ? [{ ...preset, curve, score: curve.at(-1)?.score ?? NaN, picture: own.files.picture }] : []
  })
  const shown = made.picture ?? made[RECIPE.name]
  return {
    ahead: {
      key: objectiveKey(objective),
      presets,
      picture: made.picture?.files.sheet ?? made[RECIPE.name]?.files.picture,
      score: shown?.scores[0]?.score ?? NaN,
    },
    course: NOTHING,
  }
}

/** The run of now, one step further. */
export function withStep({ now, earlier, begun }: Course, frame: Ascended): Course {
  const { step, scores } = frame
  const read = scores ? [{ step, score: Math.max(...scores) }] : []
  return { now: { name: `run ${begun}`, readings: [...(now?.readings ?? []), ...read], frame }, earlier, begun }
}

/** The runs once another begins: one that came to something stays in sight. */
export const before = ({ now, earlier, begun }: Course): Course => ({
  earlier: now && now.readings.length > 1 ? [...earlier, now].slice(-KEPT) : earlier,
  begun: begun + 1,
})

type Term = readonly [unit: string, weight: number]

function termsOf({ unit, direction, towards, share }: Objective): Term[] {
  if (!direction)
    return towards
      ? [
          [unit, 1 - share],
          [towards, share],
        ]
      : [[unit, 1]]
  const words = direction.split(' ')
  return Array.from({ length: words.length / 2 }, (_, i) => [words[2 * i] ?? '', Number(words[2 * i + 1])])
}

/** Alike for choices whose scores are of the same thing. */
export const objectiveKey = (objective: Objective): string => JSON.stringify([termsOf(objective), objective.negative])

/** What is sought is a unit, and nothing else. */
export const isUnitAlone = ({ direction, towards, negative }: Objective): boolean => !direction && !towards && !negative

/** A class by its name, any other unit by its reference. */
export function nameOf(unit: string, { readout, classes }: Pick<Network, 'readout' | 'classes'>): string {
  const { layer, channel } = partsOf(unit)
  return (layer === readout ? classes[channel] : undefined) ?? unit
}

/** What is sought as a sum: `conv4/39 1 conv4/35 -0.5` → `conv4/39 − 0.5 conv4/35`. */
export const sayObjective = (objective: Objective, network: Pick<Network, 'readout' | 'classes'>): string =>
  termsOf(objective)
    .map(([unit, weight], i) => {
      const sign = weight < 0 ? (i === 0 ? '−' : '− ') : i === 0 ? '' : '+ '
      const size = Number(Math.abs(weight).toFixed(2))
      return `${sign}${size === 1 ? '' : `${size} `}${nameOf(unit, network)}`
    })
    .join(' ')

/** The score that a run has reached, and that of the picture made ahead of time where it is of the same. */
export function sayOutcome({ ahead, course: { now } }: View, objective: Objective, network: Network): string {
  const known = objectiveKey(objective) === ahead.key ? `; made ahead of time: ${formatNumber(ahead.score)}` : ''
  const last = now?.readings.at(-1)
  if (!last) return ''
  const way = objective.negative ? 'least' : 'most'
  const subject = sayObjective(objective, network)
  return `What excites ${subject} ${way} after ${last.step} steps: score ${formatNumber(last.score)}${known}.`
}
