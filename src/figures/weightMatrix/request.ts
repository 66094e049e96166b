/** `<WeightMatrix id="fig-bands" lower="lines conv3/43" upper="curves conv4/39" />`: the weights between two families. */
import { formatFamily, parseFamily, type FamilyName } from '../../artifacts/families.ts'
import type { WeightMatrixRequest } from '../../artifacts/weightMatrix/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { layerNamed, type LayerTable } from '../../model/layerTable.ts'
import { parseUnit, preactivation } from '../../model/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { featuresOf, unitsOf } from '../units.ts'

const KIND = 'WeightMatrix'
/** Those whose members can stand in a row by how they are moved. */
const SYMMETRIES = ['rotation', 'hue'] as const

/** Degrees: kernels of three to five cells do not tell finer turns apart. */
export const STEP = 30

/** @throws Error with the offending prop and what was allowed */
export function familyMatrixOf(props: Props, tableOf: (model: string) => LayerTable): WeightMatrixRequest {
  checkNames(KIND, props, ['lower', 'upper', 'symmetry', 'each', 'model', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const symmetry = textProp(KIND, props, 'symmetry', 'rotation') as (typeof SYMMETRIES)[number]
  if (!SYMMETRIES.includes(symmetry))
    throw new Error(`unknown symmetry of <${KIND}>: ${symmetry} (allowed: ${SYMMETRIES.join(', ')})`)
  const [lower, upper] = [familyProp(props, 'lower', table), familyProp(props, 'upper', table)]
  const below = parseUnit(lower.lead, table).layer
  const above = parseUnit(upper.lead, table).layer
  const feeding = layerBelow(table, above)
  if (feeding !== below)
    throw new Error(
      `<${KIND}> joins a layer to the one below it: ${formatFamily(lower)} does not feed ${above}` +
        (feeding ? ` (choose a family of ${feeding})` : ` (${above} is no convolution of units)`),
    )
  const each = numberProp(KIND, props, 'each', 1, [1, 64])
  return {
    kind: 'weightMatrix',
    model,
    symmetry,
    lower,
    upper,
    each: Math.round(each),
    step: STEP,
    seed: seedProp(KIND, props),
  }
}

function familyProp(props: Props, name: string, table: LayerTable): FamilyName {
  const text = textProp(KIND, props, name)
  const family = parseFamily(text)
  if (!family)
    throw new Error(
      `invalid ${name} of <${KIND}>: ${text} (write the stimuli and the leading unit of a family of the exploration page, as in ${name}="curves conv4/39")`,
    )
  parseUnit(family.lead, table)
  return family
}

/** The layer whose units a convolution's input channels are; undefined where there is none. */
export function layerBelow(table: LayerTable, layer: string): string | undefined {
  const convolution = layerNamed(table, preactivation(layer, table))
  if (convolution.op !== 'conv') return undefined
  return featuresOf(table, convolution.inputs[0]) ?? undefined
}

/** Pictures of a layer's units. */
export const sheetFor = ({ model, seed }: WeightMatrixRequest, layer: string, table: LayerTable): SheetRequest => ({
  kind: 'sheet',
  model,
  units: unitsOf(table, layer),
  seed,
})

export function weightMatrixRequests(props: Props, tableOf: (model: string) => LayerTable): Request[] {
  const request = familyMatrixOf(props, tableOf)
  const table = tableOf(request.model)
  return [
    request,
    ...[request.lower, request.upper].map(({ lead }) => sheetFor(request, parseUnit(lead, table).layer, table)),
  ]
}
