/** `<FeatureGrid id="fig-curves" units="conv4/3 conv4/17" />` or `layer="conv4"`: one sheet of pictures. */
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import { formatUnit, parseUnit } from '../../model/unit.ts'
import { checkNames, seedProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'

const KIND = 'FeatureGrid'

/** @throws Error with the offending prop and what was allowed */
export function sheetOf(props: Props, tableOf: (model: string) => LayerTable): SheetRequest {
  checkNames(KIND, props, ['units', 'layer', 'model', 'seed', 'tile'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  if ((props.units === undefined) === (props.layer === undefined))
    throw new Error(`<${KIND}> takes either units="conv4/3 conv4/17" or layer="conv4"`)
  const units =
    props.layer === undefined
      ? textProp(KIND, props, 'units')
          .split(/[\s,]+/)
          .map((reference) => formatUnit(parseUnit(reference, table)))
      : unitsOf(table, textProp(KIND, props, 'layer'))
  return { kind: 'sheet', model, units, seed: seedProp(KIND, props) }
}

export const featureGridRequests = (props: Props, tableOf: (model: string) => LayerTable): Request[] => [
  sheetOf(props, tableOf),
]
