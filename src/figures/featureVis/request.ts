/** `<FeatureVis id="fig-run" unit="conv4/39" />`, or `direction="conv4/39 0.7 conv4/35 -0.3"`: its picture, and what it would be without each remedy. */
import type { FeatureVisRequest } from '../../artifacts/featureVis/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import { formatDirection, parseDirection } from '../../vocabulary/direction.ts'
import { formatUnit, parseUnit } from '../../model/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'

const KIND = 'FeatureVis'

/** What a reader can change. */
export interface Choice {
  /** As in `conv4/17` or `logits/24`. */
  unit: string
  /** A direction in the unit's layer, as in `conv4/39 0.7 conv4/35 -0.3`; empty for the unit itself. */
  direction: string
  negative: boolean
  parameterization: 'fourier' | 'pixel'
  decorrelate: boolean
  bound: boolean
  transforms: 'none' | 'shift' | 'all'
  steps: number
  rate: number
  l2: number
  totalVariation: number
  /** A second unit of the same layer, or none, and its share. */
  towards: string
  share: number
  pictures: number
  diversity: number
  seed: number
}

/** The smallest and largest value of each number. */
export const RANGES = {
  steps: [16, 512],
  rate: [0.25, 8],
  l2: [0, 50],
  totalVariation: [0, 50],
  share: [0, 1],
  pictures: [1, 4],
  diversity: [0, 20],
  seed: [0, 99],
} as const

type Remedies = Pick<Choice, 'parameterization' | 'decorrelate' | 'bound' | 'transforms'>

/** One remedy more each time, from naive ascent to the recipe. */
export const PRESETS: readonly (Remedies & { name: string; says: string })[] = [
  {
    name: 'naive',
    says: 'Ascent on pixels',
    parameterization: 'pixel',
    decorrelate: false,
    bound: false,
    transforms: 'none',
  },
  {
    name: 'frequencies',
    says: '+ Fourier basis',
    parameterization: 'fourier',
    decorrelate: false,
    bound: false,
    transforms: 'none',
  },
  {
    name: 'colours',
    says: '+ decorrelated colour',
    parameterization: 'fourier',
    decorrelate: true,
    bound: false,
    transforms: 'none',
  },
  {
    name: 'transforms',
    says: '+ shifts, turns, zooms',
    parameterization: 'fourier',
    decorrelate: true,
    bound: false,
    transforms: 'all',
  },
  {
    name: 'recipe',
    says: '+ bounded contrast',
    parameterization: 'fourier',
    decorrelate: true,
    bound: true,
    transforms: 'all',
  },
]

/** The recipe's steps: `src/optvis/recipe.ts`, which a page that computes nothing does without. */
const STEPS = 104

export interface FeatureVisProps {
  model: string
  initial: Choice
}

/** @throws Error with the offending prop and what was allowed */
export function featureVisProps(props: Props, tableOf: (model: string) => LayerTable): FeatureVisProps {
  checkNames(KIND, props, ['unit', 'direction', 'remedies', 'steps', 'model', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const name = textProp(KIND, props, 'remedies', 'recipe')
  const preset = PRESETS.find((each) => each.name === name)
  if (!preset)
    throw new Error(`unknown remedies of <${KIND}>: ${name} (allowed: ${PRESETS.map((each) => each.name).join(', ')})`)
  const { parameterization, decorrelate, bound, transforms } = preset
  return {
    model,
    initial: {
      ...subjectOf(props, tableOf(model)),
      negative: false,
      parameterization,
      decorrelate,
      bound,
      transforms,
      steps: numberProp(KIND, props, 'steps', STEPS, RANGES.steps),
      rate: 1,
      l2: 0,
      totalVariation: 0,
      towards: '',
      share: 0.5,
      pictures: 1,
      diversity: 5,
      seed: seedProp(KIND, props),
    },
  }
}

/** A unit, or a direction told by the first unit it names. */
function subjectOf(props: Props, table: LayerTable): Pick<Choice, 'unit' | 'direction'> {
  if (props.direction === undefined)
    return { unit: formatUnit(parseUnit(textProp(KIND, props, 'unit'), table)), direction: '' }
  if (props.unit !== undefined)
    throw new Error(
      `unit and direction of <${KIND}>: ${JSON.stringify(props.unit)} and ${JSON.stringify(props.direction)} (write one of them)`,
    )
  const parts = parseDirection(textProp(KIND, props, 'direction'), (each) => parseUnit(each, table))
  return { unit: parts[0]!.unit, direction: formatDirection(parts) }
}

/** The picture that a set of remedies leads to. */
export const ascentOf = (
  { model, initial: { unit, direction, seed, steps } }: FeatureVisProps,
  { parameterization, decorrelate, bound, transforms }: Remedies,
  table: LayerTable,
): FeatureVisRequest => ({
  kind: 'featureVis',
  model,
  unit,
  ...(direction && { direction: parseDirection(direction, (each) => parseUnit(each, table)) }),
  seed,
  negative: false,
  parameterization,
  decorrelate,
  bound,
  transforms,
  steps,
  rate: 1,
  l2: 0,
  totalVariation: 0,
})

/** The unit's picture as every figure shows it; null for a direction. */
export const pictureOf = ({ model, initial: { unit, direction, seed } }: FeatureVisProps): SheetRequest | null =>
  direction ? null : { kind: 'sheet', model, units: [unit], seed }

/** The pictures of a whole layer, shown where they have been made for another figure. */
export const layerSheet = (
  { model, initial: { seed } }: FeatureVisProps,
  layer: string,
  table: LayerTable,
): SheetRequest => ({ kind: 'sheet', model, units: unitsOf(table, layer), seed })

export function featureVisRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = featureVisProps(written, tableOf)
  const picture = pictureOf(props)
  const table = tableOf(props.model)
  return [...(picture ? [picture] : []), ...PRESETS.map((preset) => ascentOf(props, preset, table))]
}
