/** `<HandBuilt id="fig-built" unit="conv4/39" family="conv4/54 conv4/17" angle={80} curvature={0.118} />`: one artifact, and the learned unit's picture. */
import type { HandBuiltRequest } from '../../artifacts/handBuilt/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { formatUnit, parseUnit, preactivation } from '../../model/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'

const KIND = 'HandBuilt'

/** The numbers of the recipe: smallest, largest, and what an author who says nothing gets. */
export const RECIPE = {
  angle: [0, 359, 0],
  curvature: [0, 0.2, 0.08],
  shift: [-6, 6, 0],
  width: [1, 10, 3],
  tolerance: [5, 45, 20],
  inhibition: [0, 2, 1],
  threshold: [0, 0.9, 0.05],
} as const
export type RecipeName = keyof typeof RECIPE
export type Recipe = Record<RecipeName, number>
export const RECIPE_NAMES = Object.keys(RECIPE) as RecipeName[]

export interface HandBuiltProps {
  model: string
  unit: string
  /** Without the unit itself. */
  family: string[]
  recipe: Recipe
  seed: number
}

/** @throws Error with the offending prop and what was allowed */
export function handBuiltProps(props: Props, tableOf: (model: string) => LayerTable): HandBuiltProps {
  checkNames(KIND, props, ['unit', 'family', ...RECIPE_NAMES, 'model', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  if (table.classes.length === 0) throw new Error(`<${KIND}> needs a network with classes (${model} has none)`)
  const unit = parseUnit(textProp(KIND, props, 'unit'), table)
  const layer = layerNamed(table, preactivation(unit.layer, table))
  if (layer.op !== 'conv' || layer.inputs[0] === 'input' || layer.kernel[0] !== layer.kernel[1])
    throw new Error(
      `invalid unit of <${KIND}>: ${formatUnit(unit)} (its layer must be a convolution with a square kernel on an earlier layer)`,
    )
  const family = (props.family === undefined ? '' : textProp(KIND, props, 'family'))
    .split(/\s+/)
    .filter((each) => each)
    .map((each) => parseUnit(each, table))
  const other = family.find((each) => each.layer !== unit.layer)
  if (other)
    throw new Error(
      `invalid family of <${KIND}>: ${formatUnit(other)} (its members must be units of ${unit.layer}, as ${formatUnit(unit)} is)`,
    )
  return {
    model,
    unit: formatUnit(unit),
    family: [...new Set(family.map(formatUnit))].filter((each) => each !== formatUnit(unit)),
    recipe: Object.fromEntries(
      RECIPE_NAMES.map((name) => {
        const [low, high, start] = RECIPE[name]
        return [name, numberProp(KIND, props, name, start, [low, high])]
      }),
    ) as Recipe,
    seed: seedProp(KIND, props),
  }
}

export const handBuiltOf = ({
  model,
  unit,
  family,
  recipe: { threshold, ...recipe },
  seed,
}: HandBuiltProps): HandBuiltRequest => ({
  kind: 'handBuilt',
  model,
  unit,
  family,
  recipe,
  threshold,
  seed,
})

/** What the learned unit looks for. */
export const pictureOf = ({ model, unit, seed }: HandBuiltProps): SheetRequest => ({
  kind: 'sheet',
  model,
  units: [unit],
  seed,
})

export function handBuiltRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = handBuiltProps(written, tableOf)
  return [handBuiltOf(props), pictureOf(props)]
}
