/** What the widget shows of a run, the same from the artifact as from the worker. */
import type { Sheet } from '../../widgets/sheet.ts'
import type { Choice } from './request.ts'

export interface Reading {
  step: number
  score: number
}

/** A run's score, step by step. */
export interface Curve {
  name: string
  readings: readonly Reading[]
}

/** A layer whose units can be visualized. */
export interface LayerChoice {
  name: string
  channels: number
  /** The layer sees the image itself. */
  first: boolean
}

/** A set of remedies, and what it leads to. */
export interface Preset extends Pick<Choice, 'parameterization' | 'decorrelate' | 'bound' | 'transforms'> {
  name: string
  says: string
  curve: Reading[]
  picture: Sheet
}

type Term = readonly [unit: string, weight: number]

/** What is to be large, or small: a sum of units of one layer. */
function termsOf({ unit, direction, towards, share }: Objective): Term[] {
  if (!direction)
    return towards
      ? [
          [unit, 1 - share],
          [towards, share],
        ]
      : [[unit, 1]]
  const words = direction.split(' ')
  return Array.from({ length: words.length / 2 }, (_, i) => [words[2 * i]!, Number(words[2 * i + 1])])
}

type Objective = Pick<Choice, 'unit' | 'direction' | 'towards' | 'share' | 'negative'>

/** Alike for choices whose scores are of the same thing. */
export const objectiveKey = (objective: Objective): string => JSON.stringify([termsOf(objective), objective.negative])

/** What is sought is a unit, and nothing else. */
export const isUnitAlone = ({ direction, towards, negative }: Objective): boolean => !direction && !towards && !negative

/**
 * What is to be large, or small, as a sum: `conv4/39 1 conv4/35 -0.5` → `conv4/39 − 0.5 conv4/35`.
 * @param nameOf a unit in words
 */
export const sayObjective = (objective: Objective, nameOf = (unit: string) => unit): string =>
  termsOf(objective)
    .map(([unit, weight], i) => {
      const sign = weight < 0 ? (i === 0 ? '−' : '− ') : i === 0 ? '' : '+ '
      const size = Number(Math.abs(weight).toFixed(2))
      return `${sign}${size === 1 ? '' : `${size} `}${nameOf(unit)}`
    })
    .join(' ')
