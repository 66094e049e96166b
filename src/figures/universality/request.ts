/** `<Universality id="fig-universality" layer="conv4" />`: the units of a layer beside those of another network. */
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { UniversalityRequest } from '../../artifacts/universality/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { preactivation } from '../../model/unit.ts'
import { axisOf } from '../../vocabulary/axis.ts'
import { everyParameter, familyNames, type FamilyName } from '../../stimuli/parameters.ts'
import { checkNames, seedProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'

const KIND = 'Universality'

export interface UniversalityProps {
  model: string
  /** Null while there is no second network. */
  other: string | null
  layer: string
  family: FamilyName
  over: string
  seed: number
}

/**
 * @param models ids of every network of the site; where the author names no other, the first besides `model`
 * @throws Error with the offending prop and what was allowed
 */
export function universalityProps(
  props: Props,
  tableOf: (model: string) => LayerTable,
  models: readonly string[],
): UniversalityProps {
  checkNames(KIND, props, ['model', 'other', 'layer', 'family', 'over', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const layer = textProp(KIND, props, 'layer')
  checkConvolution(tableOf(model), layer)
  const family = textProp(KIND, props, 'family', 'line') as FamilyName
  if (!familyNames.includes(family))
    throw new Error(`unknown family of <${KIND}>: ${family} (allowed: ${familyNames.join(', ')})`)
  const over = textProp(KIND, props, 'over', Object.keys(everyParameter(family))[0])
  axisOf(family, over)
  const seed = seedProp(KIND, props)
  const named = props.other === undefined ? undefined : textProp(KIND, props, 'other')
  if (named === model) throw new Error(`<${KIND}> compares ${model} with itself (write another other="…")`)
  const other = named ?? models.find((id) => id !== model && hasLayer(tableOf(id), layer)) ?? null
  if (named !== undefined) checkConvolution(tableOf(named), layer)
  return { model, other, layer, family, over, seed }
}

const hasLayer = (table: LayerTable, name: string) => table.layers.some((layer) => layer.name === name)

function checkConvolution(table: LayerTable, name: string): void {
  if (layerNamed(table, preactivation(name, table)).op !== 'conv')
    throw new Error(`invalid layer of <${KIND}>: ${name} of ${table.id} is no convolution`)
}

export const matchesOf = ({
  model,
  other,
  layer,
  family,
  over,
}: UniversalityProps & { other: string }): UniversalityRequest => ({
  kind: 'universality',
  model,
  other,
  layer,
  family,
  over,
})

/** Pictures of every unit of the layer. */
export const sheetFor = ({ layer, seed }: UniversalityProps, table: LayerTable): SheetRequest => ({
  kind: 'sheet',
  model: table.id,
  units: unitsOf(table, layer),
  seed,
})

export function universalityRequests(
  written: Props,
  tableOf: (model: string) => LayerTable,
  _article?: string,
  models: readonly string[] = [],
): Request[] {
  const props = universalityProps(written, tableOf, models)
  const { model, other } = props
  if (other === null) return []
  return [matchesOf({ ...props, other }), sheetFor(props, tableOf(model)), sheetFor(props, tableOf(other))]
}
