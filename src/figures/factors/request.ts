/** `<Factors id="fig-factors" unit="conv4/44" factors={2} />`: what a unit's weights are made of, and the pictures of the units below. */
import type { Request, RequestOf } from '../../artifacts/request.ts'
import { INPUT, layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { formatUnit } from '../../vocabulary/unit.ts'
import { parseUnit } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { featuresOf, unitsOf } from '../units.ts'
import { MOST } from './choices.ts'
import { isConvolution } from '../../model/ops/conv.ts'

const KIND = 'Factors'

/** @throws Error with the offending prop and what was allowed */
export function factorsOf(props: Props, tableOf: (model: string) => LayerTable): RequestOf<'factors'> {
  checkNames(KIND, props, ['unit', 'factors', 'model', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const unit = parseUnit(textProp(KIND, props, 'unit'), table)
  const layer = layerNamed(table, preactivation(unit.layer, table))
  const below = isConvolution(layer) ? featuresOf(table, layer.inputs[0]) : null
  if (!isConvolution(layer) || layer.inputs[0] === INPUT || below === null || layer.groups !== 1)
    throw new Error(
      `invalid unit of <${KIND}>: ${formatUnit(unit)} (its layer must be a convolution on all units of an earlier layer)`,
    )
  const count = numberProp(KIND, props, 'factors', 2, [1, MOST])
  if (!Number.isInteger(count))
    throw new Error(`invalid factors of <${KIND}>: ${count} (write a whole number from 1 to ${MOST})`)
  return { kind: 'factors', model, unit: formatUnit(unit), below, count, seed: seedProp(KIND, props) }
}

/** Pictures of all units of a layer. */
export const layerSheet = (
  { model, seed }: RequestOf<'factors'>,
  layer: string,
  table: LayerTable,
): RequestOf<'sheet'> => ({ kind: 'sheet', model, units: unitsOf(table, layer), seed })

/** The unit's own. */
export const pictureOf = ({ model, unit, seed }: RequestOf<'factors'>): RequestOf<'sheet'> => ({
  kind: 'sheet',
  model,
  units: [unit],
  seed,
})

export function factorsRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const request = factorsOf(written, tableOf)
  const below = layerSheet(request, request.below, tableOf(request.model))
  return [request, pictureOf(request), below]
}
