/** `<Invariance id="fig-union" left="conv4/13 conv5/69" right="conv4/20 conv5/68" union="conv6/9" size={20} />`: two mirrored chains and the unit that joins them. */
import type { InvarianceRequest } from '../../artifacts/invariance/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { parseUnit, preactivation } from '../../model/unit.ts'
import { everyParameter } from '../../stimuli/parameters.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { featuresOf } from '../units.ts'

const KIND = 'Invariance'
/** Of the head; its pose is the reader's to turn. */
export const headParameters = everyParameter('head')
const OWN = Object.keys(headParameters)

export interface InvarianceProps {
  model: string
  /** The lower unit, and the upper one that it excites. */
  left: [string, string]
  right: [string, string]
  union: string
  /** Where the mark starts. */
  pose: number
  /** What the author sets of the head, its pose apart. */
  sample: Record<string, number>
  seed: number
}

/** @throws Error with the offending prop and what was allowed */
export function invarianceProps(props: Props, tableOf: (model: string) => LayerTable): InvarianceProps {
  checkNames(KIND, props, ['left', 'right', 'union', 'model', 'seed', ...OWN])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const chain = (name: 'left' | 'right', as: string): [string, string] => {
    const units = textProp(KIND, props, name).split(/,?\s+/)
    if (units.length !== 2)
      throw new Error(
        `invalid ${name} of <${KIND}>: ${units.length} units (write the lower and the upper one, as in ${name}="${as}")`,
      )
    return units as [string, string]
  }
  const left = chain('left', 'conv4/13 conv5/69')
  const right = chain('right', 'conv4/20 conv5/68')
  const union = textProp(KIND, props, 'union')
  const [lower, upper] = left.map((unit) => parseUnit(unit, table).layer) as [string, string]
  right.forEach((unit, step) => {
    const wanted = [lower, upper][step]!
    if (parseUnit(unit, table).layer !== wanted)
      throw new Error(`invalid right of <${KIND}>: ${unit} (beside ${left[step]} stands a unit of ${wanted})`)
  })
  const joins = parseUnit(union, table).layer
  for (const [from, to] of [
    [lower, upper],
    [upper, joins],
  ] as const)
    if (sourceOf(table, to) !== from)
      throw new Error(
        `<${KIND}> has no weights from ${from} to ${to} (each step leads to the next convolution: ${to}’s is ${sourceOf(table, to) ?? 'none'})`,
      )
  const sample: Record<string, number> = {}
  for (const [name, { range, default: start }] of Object.entries(headParameters))
    if (name !== 'pose' && props[name] !== undefined) sample[name] = numberProp(KIND, props, name, start, range)
  const { range, default: start } = headParameters.pose!
  const pose = numberProp(KIND, props, 'pose', start, range)
  return { model, left, right, union, pose, sample, seed: seedProp(KIND, props) }
}

/** The layer whose units feed a convolution; null for what is none. */
function sourceOf(table: LayerTable, name: string): string | null {
  const layer = layerNamed(table, preactivation(name, table))
  return layer.op === 'conv' ? featuresOf(table, layer.inputs[0]) : null
}

export const chainsOf = ({ model, left, right, union, sample }: InvarianceProps): InvarianceRequest => ({
  kind: 'invariance',
  model,
  left,
  right,
  union,
  sample,
})

/** Lower left, lower right, upper left, upper right, union. */
export const unitsOf = ({ left, right, union }: Pick<InvarianceProps, 'left' | 'right' | 'union'>): string[] => [
  left[0],
  right[0],
  left[1],
  right[1],
  union,
]

export const sheetFor = (props: InvarianceProps): SheetRequest => ({
  kind: 'sheet',
  model: props.model,
  units: unitsOf(props),
  seed: props.seed,
})

export function invarianceRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = invarianceProps(written, tableOf)
  return [chainsOf(props), sheetFor(props)]
}
