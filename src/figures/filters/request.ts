/** `<Filters id="fig-first" layer="conv1" />` or `unit="conv4/39"`: the largest kernels, and the pictures of the units they join. */
import type { FiltersRequest } from '../../artifacts/filters/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { parseUnit, preactivation } from '../../model/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { featuresOf, unitsOf } from '../units.ts'

const KIND = 'Filters'

/** What a reader can change. */
export interface FiltersState {
  /** As in `conv4`. */
  layer: string
  /** The channel the kernels lead to; −1 for all. */
  channel: number
}

export interface FiltersProps extends FiltersState {
  count: number
  model: string
  seed: number
}

/** @throws Error with the offending prop and what was allowed */
export function filtersProps(props: Props, tableOf: (model: string) => LayerTable): FiltersProps {
  checkNames(KIND, props, ['layer', 'unit', 'count', 'model', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  if ((props.unit === undefined) === (props.layer === undefined))
    throw new Error(`<${KIND}> takes either layer="conv1" or unit="conv4/39"`)
  const { layer, channel } =
    props.unit === undefined
      ? { layer: textProp(KIND, props, 'layer'), channel: -1 }
      : parseUnit(textProp(KIND, props, 'unit'), table)
  const convolution = layerNamed(table, preactivation(layerNamed(table, layer).name, table))
  if (convolution.op !== 'conv') {
    const known = table.layers.filter(({ op }) => op === 'conv')
    throw new Error(
      `no kernels: ${layer} is no convolution (allowed: ${known.map(({ name }) => name.replace(/\.pre$/, '')).join(', ')})`,
    )
  }
  const count = numberProp(KIND, props, 'count', 48, [1, 512])
  return { layer, channel, count, model, seed: seedProp(KIND, props) }
}

/** The first frame. */
export const kernelsOf = ({ model, layer, channel, count }: FiltersProps): FiltersRequest => ({
  kind: 'filters',
  model,
  layer,
  channel: channel < 0 ? null : channel,
  count,
})

/** Pictures of the units of a layer. */
export const sheetFor = ({ model, seed }: FiltersProps, layer: string, table: LayerTable): SheetRequest => ({
  kind: 'sheet',
  model,
  units: unitsOf(table, layer),
  seed,
})

export function filtersRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = filtersProps(written, tableOf)
  const table = tableOf(props.model)
  const convolution = layerNamed(table, preactivation(props.layer, table))
  const feeding = featuresOf(table, convolution.inputs[0]!)
  return [
    kernelsOf(props),
    sheetFor(props, props.layer, table),
    ...(feeding === null ? [] : [sheetFor(props, feeding, table)]),
  ]
}
