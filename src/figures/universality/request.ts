/** `<Universality id="fig-universality" layer="conv4" />`: the units of a layer beside those of another network. */
import type { Request, RequestOf } from '../../artifacts/request.ts'
import { layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { axisOf } from '../../vocabulary/axis.ts'
import { everyParameter } from '../../vocabulary/stimulus.ts'
import { familyNamed } from '../../stimuli/families.ts'
import { checkNames, seedProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'
import { isConvolution } from '../../model/ops/conv.ts'

const KIND = 'Universality'

export interface UniversalityProps {
  model: string
  /** Null while there is no second network. */
  other: string | null
  layer: string
  family: string
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
  const family = textProp(KIND, props, 'family', 'line')
  const over = textProp(KIND, props, 'over', Object.keys(everyParameter(familyNamed(family)))[0])
  axisOf(familyNamed(family), over)
  const seed = seedProp(KIND, props)
  const named = props.other === undefined ? undefined : textProp(KIND, props, 'other')
  if (named === model) throw new Error(`<${KIND}> compares ${model} with itself (write another other="…")`)
  const other = named ?? models.find((id) => id !== model && hasLayer(tableOf(id), layer)) ?? null
  if (named !== undefined) checkConvolution(tableOf(named), layer)
  return { model, other, layer, family, over, seed }
}

const hasLayer = (table: LayerTable, name: string) => table.layers.some((layer) => layer.name === name)

function checkConvolution(table: LayerTable, name: string): void {
  if (!isConvolution(layerNamed(table, preactivation(name, table))))
    throw new Error(`invalid layer of <${KIND}>: ${name} of ${table.id} is no convolution`)
}

export const matchesOf = ({
  model,
  other,
  layer,
  family,
  over,
}: UniversalityProps & { other: string }): RequestOf<'universality'> => ({
  kind: 'universality',
  model,
  other,
  layer,
  family,
  over,
})

/** Pictures of every unit of the layer. */
export const sheetFor = ({ layer, seed }: UniversalityProps, table: LayerTable): RequestOf<'sheet'> => ({
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
