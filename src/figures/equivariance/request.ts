/** `<Equivariance id="fig-turning" family="colour edges conv2/15" stimulus="colourEdge" />`: a family on a picture that turns. */
import { parseFamily } from '../../artifacts/families.ts'
import type { EquivarianceRequest } from '../../artifacts/equivariance/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import type { LayerTable } from '../../model/layerTable.ts'
import { parseUnit } from '../../model/unit.ts'
import { everyParameter, familyNames, type FamilyName } from '../../stimuli/parameters.ts'
import { checkNames, numberProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'

const KIND = 'Equivariance'
const SYMMETRIES = ['rotation', 'reflection', 'hue'] as const
const OWN = ['family', 'symmetry', 'each', 'stimulus', 'model']

/** @throws Error with the offending prop and what was allowed */
export function equivarianceOf(props: Props, tableOf: (model: string) => LayerTable): EquivarianceRequest {
  const stimulus = textProp(KIND, props, 'stimulus', 'curve') as FamilyName
  if (!familyNames.includes(stimulus))
    throw new Error(`unknown stimulus of <${KIND}>: ${stimulus} (allowed: ${familyNames.join(', ')})`)
  const parameters = everyParameter(stimulus)
  checkNames(KIND, props, [...OWN, ...Object.keys(parameters)])
  const model = textProp(KIND, props, 'model', 'lumen')
  const symmetry = textProp(KIND, props, 'symmetry', 'rotation') as (typeof SYMMETRIES)[number]
  if (!SYMMETRIES.includes(symmetry))
    throw new Error(`unknown symmetry of <${KIND}>: ${symmetry} (allowed: ${SYMMETRIES.join(', ')})`)
  const text = textProp(KIND, props, 'family')
  const family = parseFamily(text)
  if (!family)
    throw new Error(
      `invalid family of <${KIND}>: ${text} (write the stimuli and the leading unit of a family of the exploration page, as in family="curves conv4/39")`,
    )
  parseUnit(family.lead, tableOf(model))
  const sample: Record<string, number> = {}
  for (const [name, { range, default: start }] of Object.entries(parameters))
    if (props[name] !== undefined) sample[name] = numberProp(KIND, props, name, start, range)
  const each = Math.round(numberProp(KIND, props, 'each', 1, [1, 64]))
  return { kind: 'equivariance', model, symmetry, family, each, stimulus, sample }
}

/** Pictures of a layer's units. */
export const sheetFor = ({ model }: EquivarianceRequest, layer: string, table: LayerTable): SheetRequest => ({
  kind: 'sheet',
  model,
  units: unitsOf(table, layer),
  seed: 0,
})

export function equivarianceRequests(props: Props, tableOf: (model: string) => LayerTable): Request[] {
  const request = equivarianceOf(props, tableOf)
  const table = tableOf(request.model)
  return [request, sheetFor(request, parseUnit(request.family.lead, table).layer, table)]
}
