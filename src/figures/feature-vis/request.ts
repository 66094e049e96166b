/** `<FeatureVis id="fig-run" unit="conv4/39" />`: the unit's picture, and what it would be without each remedy. */
import type { Request, RequestOf } from '../../artifacts/request.ts'
import type { LayerTable } from '../../model/layerTable.ts'
import { formatUnit, parseUnit } from '../../model/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'

const KIND = 'FeatureVis'

/** What a reader can change. */
export interface Choice {
  /** As in `conv4/17` or `logits/24`. */
  unit: string
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
export function featureVisProps(
  props: Props,
  tableOf: (model: string) => LayerTable,
): FeatureVisProps {
  checkNames(KIND, props, ['unit', 'remedies', 'steps', 'model', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const name = textProp(KIND, props, 'remedies', 'recipe')
  const preset = PRESETS.find((each) => each.name === name)
  if (!preset)
    throw new Error(
      `unknown remedies of <${KIND}>: ${name} (allowed: ${PRESETS.map((each) => each.name).join(', ')})`,
    )
  const { parameterization, decorrelate, bound, transforms } = preset
  return {
    model,
    initial: {
      unit: formatUnit(parseUnit(textProp(KIND, props, 'unit'), tableOf(model))),
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

/** The picture that a set of remedies leads to. */
export const ascentOf = (
  { model, initial: { unit, seed, steps } }: FeatureVisProps,
  { parameterization, decorrelate, bound, transforms }: Remedies,
): RequestOf<'ascent'> => ({
  kind: 'ascent',
  model,
  unit,
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

/** The unit's picture as every figure shows it. */
export const pictureOf = ({
  model,
  initial: { unit, seed },
}: FeatureVisProps): RequestOf<'sheet'> => ({ kind: 'sheet', model, units: [unit], seed })

/** The pictures of a whole layer, shown where they have been made for another figure. */
export const layerSheet = (
  { model, initial: { seed } }: FeatureVisProps,
  layer: string,
  table: LayerTable,
): RequestOf<'sheet'> => ({ kind: 'sheet', model, units: unitsOf(table, layer), seed })

export function featureVisRequests(
  written: Props,
  tableOf: (model: string) => LayerTable,
): Request[] {
  const props = featureVisProps(written, tableOf)
  return [pictureOf(props), ...PRESETS.map((preset) => ascentOf(props, preset))]
}
