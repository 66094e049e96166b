/** What the figure shows, from the artifact as from the worker. */
import type { ComparisonData } from '../../artifacts/difference.ts'
import type { HandBuiltData } from '../../artifacts/handBuilt/artifact.ts'
import { DIRECTIONS, recipeSteps, sketchOf } from '../../vocabulary/curveRecipe.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatNumber, formatPercent } from '../../widgets/number.ts'
import type { Validation } from '../../widgets/edited/validation.ts'
import { decodePaint } from './paint.ts'

export type RecipeName = 'angle' | 'curvature' | 'shift' | 'width' | 'tolerance' | 'inhibition' | 'threshold'

/** What a reader can change. */
export interface BuildState extends Record<RecipeName, number> {
  /** The step of the recipe, from 1. */
  step: number
  /** Weights painted by hand, as `encodePaint` writes them; empty where the recipe gives them. */
  paint: string
}

export interface View {
  /** How alike both units' responses are, to the curves that the recipe was fitted to and to others. */
  correlation: number
  heldOut: number
  /** Responses by direction, in degrees. */
  angles: readonly number[]
  learned: readonly number[]
  built: readonly number[]
  /** Nothing excites the hand-built unit. */
  silent: boolean
}

/** The kernel of a state, and what its sum must exceed. */
export function drawn(state: BuildState, { side, stride }: Pick<HandBuiltData, 'side' | 'stride'>) {
  const recipe = recipeSteps(state)[state.step - 1] ?? state
  const painted = decodePaint(state.paint, DIRECTIONS * side ** 2)
  return painted
    ? { sketch: painted, threshold: state.threshold }
    : { sketch: sketchOf(recipe, side, stride), threshold: recipe.threshold }
}

export const describe = ({ correlation, silent }: View): string =>
  silent
    ? 'Nothing excites the hand-built unit.'
    : `The hand-built unit’s responses to 288 curves correlate with the learned unit’s by ${formatNumber(correlation)}.`

export interface Step {
  title: string
  says: string
  /** The numbers that the step brings in. */
  names: readonly RecipeName[]
}

export const STEPS: readonly Step[] = [
  {
    title: 'Lines in a row',
    says: 'Put line detectors of one direction side by side along it: a long line detector.',
    names: ['angle', 'shift', 'width', 'tolerance'],
  },
  {
    title: 'Bend the row',
    says: 'Move them onto an arc, and turn each to lie along it.',
    names: ['curvature'],
  },
  {
    title: 'Inhibit what crosses',
    says: 'Where a line along the arc excites, let one across it inhibit.',
    names: ['inhibition'],
  },
  {
    title: 'Set a threshold',
    says: 'What the sum must exceed before the unit says anything.',
    names: ['threshold'],
  },
]

export type ComparisonName = keyof HandBuiltData['comparisons']

/** The networks that are compared with the learned one, in words. */
export const networksOf = (unit: string, others: number): [ComparisonName, string][] => {
  const alone: [ComparisonName, string][] = [
    ['ablated', `${unit} removed`],
    ['transplanted', 'hand-built in its place'],
  ]
  if (others === 0) return alone
  return [
    ...alone,
    ['familyAblated', `${others + 1} curve detectors removed`],
    ['familyTransplanted', `${others + 1} hand-built`],
  ]
}

/**
 * How often each network is right, on our scenes and on validation images.
 * @param views of the scenes
 * @param found on the scenes; undefined until it is measured
 * @param validation by the names of the networks; where one lacks, none is shown
 */
export function tables(
  networks: readonly [ComparisonName, string][],
  views: number,
  found: readonly (ComparisonData | undefined)[] | undefined,
  validation: Readonly<Record<string, Validation>>,
) {
  const shown = [
    {
      caption: `Right at the first guess, on ${views} views of rendered scenes, against the learned network`,
      rows: networks.map(([, name], i) => ({ name, found: found?.[i]?.top1 })),
    },
  ]
  const { ablated } = validation
  if (ablated && networks.every(([which]) => validation[which]))
    shown.push({
      caption: `On ${ablated.comparison.top1.pictures.toLocaleString('en')} images: ${ablated.data}`,
      rows: networks.map(([which, name]) => ({ name, found: validation[which]?.comparison.top1 })),
    })
  return shown
}

/** The two tuning curves. */
export const handBuiltTable = ({ angles, learned, built }: View): DataTable => ({
  columns: ['direction', 'learned', 'built'],
  rows: angles.map((angle, i) => [angle, learned[i] ?? 0, built[i] ?? 0]),
})

export const TEXT: Record<RecipeName, (value: number) => string> = {
  angle: (value) => `${value}°`,
  curvature: (value) => (value === 0 ? 'straight' : `1/${(1 / value).toFixed(1)} px`),
  shift: (value) => `${value.toFixed(1).replace('-', '−')} px`,
  width: (value) => `± ${value.toFixed(1)} px`,
  tolerance: (value) => `± ${value}°`,
  inhibition: (value) => `× ${value.toFixed(2)}`,
  threshold: formatPercent,
}
