/** What the widget shows of a run, the same from the artifact as from the worker. */
import type { Sheet } from '../parts/sheet.ts'
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
export interface Preset extends Pick<
  Choice,
  'parameterization' | 'decorrelate' | 'bound' | 'transforms'
> {
  name: string
  says: string
  curve: Reading[]
  picture: Sheet
}

/** A direction as a sum: `conv4/39 1 conv4/35 -0.5` → `conv4/39 − 0.5 conv4/35`. */
export function sayDirection(direction: string): string {
  const words = direction.split(' ')
  return Array.from({ length: words.length / 2 }, (_, i) => {
    const [unit, weight] = [words[2 * i]!, Number(words[2 * i + 1])]
    const sign = weight < 0 ? (i === 0 ? '−' : '− ') : i === 0 ? '' : '+ '
    const size = Math.abs(weight)
    return `${sign}${size === 1 ? '' : `${size} `}${unit}`
  }).join(' ')
}
