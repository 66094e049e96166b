/** What the figure shows, from the artifact as from the worker. */
import type { HandBuiltData } from '../../artifacts/handBuilt/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatPercent } from '../../widgets/number.ts'

export type RecipeName = 'angle' | 'curvature' | 'shift' | 'width' | 'tolerance' | 'inhibition' | 'threshold'

/** What a reader can change. */
export interface BuildState extends Record<RecipeName, number> {
  /** Of the recipe, from 1. */
  step: number
  /** Weights painted by hand, as `encodePaint` writes them; empty where the recipe gives them. */
  paint: string
}

export const RECIPE_RANGES: Record<RecipeName, readonly [number, number, number]> = {
  angle: [0, 359, 1],
  curvature: [0, 0.2, 0.002],
  shift: [-6, 6, 0.1],
  width: [1, 10, 0.1],
  tolerance: [5, 45, 1],
  inhibition: [0, 2, 0.02],
  threshold: [0, 0.9, 0.01],
}

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

export type ComparisonName = keyof NonNullable<HandBuiltData['comparisons']>

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

/** The two tuning curves, the correlations and the accuracies. */
export function handBuiltTable(json: HandBuiltData): DataTable {
  return {
    columns: ['direction', 'learned', 'built'],
    rows: json.angles.map((angle, i) => [angle, json.learned[i]!, json.built[i]!]),
  }
}

export const TEXT: Record<RecipeName, (value: number) => string> = {
  angle: (value) => `${value}°`,
  curvature: (value) => (value === 0 ? 'straight' : `1/${(1 / value).toFixed(1)} px`),
  shift: (value) => `${value.toFixed(1).replace('-', '−')} px`,
  width: (value) => `± ${value.toFixed(1)} px`,
  tolerance: (value) => `± ${value}°`,
  inhibition: (value) => `× ${value.toFixed(2)}`,
  threshold: formatPercent,
}
