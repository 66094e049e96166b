/** `<Facets id="fig-facets" units="conv4/9 conv4/39" />`: units taken apart. */
import type { FacetsRequest } from '../../artifacts/facets/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { INPUT, layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { formatUnit, parseUnit, preactivation } from '../../model/unit.ts'
import { checkNames, seedProp, textProp, type Props } from '../props.ts'

const KIND = 'Facets'
/** As many as stand in a row of choices. */
export const MOST_UNITS = 8
/** Of the units' feature visualizations, whatever the seed of the stimuli. */
const PICTURE_SEED = 0

export interface FacetsProps {
  model: string
  units: string[]
  seed: number
}

/** @throws Error with the offending prop and what was allowed */
export function facetsProps(props: Props, tableOf: (model: string) => LayerTable): FacetsProps {
  checkNames(KIND, props, ['units', 'seed', 'model'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const units = textProp(KIND, props, 'units')
    .split(/,?\s+/)
    .map((reference) => {
      const unit = parseUnit(reference, table)
      const layer = layerNamed(table, preactivation(unit.layer, table))
      if (layer.op !== 'conv' || layer.groups !== 1 || layer.inputs[0] === INPUT)
        throw new Error(
          `no facets of ${reference}: facets are told apart by the layer below (write a unit of a convolution above the first)`,
        )
      return formatUnit(unit)
    })
  if (units.length > MOST_UNITS) throw new Error(`too many units of <${KIND}>: ${units.length} (at most ${MOST_UNITS})`)
  const twice = units.find((unit, i) => units.indexOf(unit) !== i)
  if (twice) throw new Error(`unit of <${KIND}> named twice: ${twice} (name each once)`)
  return { model, units, seed: seedProp(KIND, props) }
}

export const facetsOfUnit = ({ model, seed }: FacetsProps, unit: string): FacetsRequest => ({
  kind: 'facets',
  model,
  unit,
  seed,
})

/** Their feature visualizations, from which the reader chooses. */
export const sheetOfUnits = ({ model, units }: FacetsProps): SheetRequest => ({
  kind: 'sheet',
  model,
  units,
  seed: PICTURE_SEED,
})

export function facetsRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = facetsProps(written, tableOf)
  return [sheetOfUnits(props), ...props.units.map((unit) => facetsOfUnit(props, unit))]
}
