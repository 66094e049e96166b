/** `<Activations id="fig-maps" layer="conv4" image="orange-1" channel={39} />`: every channel of a layer on one picture. */
import type { ActivationsRequest } from '../../artifacts/activations/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { extents } from '../../model/geometry.ts'
import { layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'

const KIND = 'Activations'

/** What a reader can change. */
export interface ActivationsState {
  layer: string
  /** The channel shown large; −1 is the strongest. */
  channel: number
  /** Name of a picture; empty for one that has none. */
  image: string
}

export interface ActivationsProps extends ActivationsState {
  model: string
  /** Of the feature visualizations. */
  seed: number
}

/** @throws Error with the offending prop and what was allowed */
export function activationsProps(props: Props, tableOf: (model: string) => LayerTable): ActivationsProps {
  checkNames(KIND, props, ['layer', 'image', 'channel', 'model', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const layer = layerNamed(table, textProp(KIND, props, 'layer')).name
  const { height, width, channels } = extents(table).get(layer)!
  if (height * width === 1)
    throw new Error(
      `invalid layer of <${KIND}>: ${layer} (it has no positions; allowed: ${withPositions(table).join(', ')})`,
    )
  const channel = numberProp(KIND, props, 'channel', -1, [-1, channels - 1])
  if (!Number.isInteger(channel)) throw new Error(`invalid channel of <${KIND}>: ${channel} (write a whole number)`)
  return {
    model,
    layer,
    channel,
    image: textProp(KIND, props, 'image'),
    seed: seedProp(KIND, props),
  }
}

export const mapsOf = ({ model, layer, image }: ActivationsProps): ActivationsRequest => ({
  kind: 'activations',
  model,
  layer,
  image,
})

/** Pictures of the units of `layer`, shown where another figure asked for them. */
export const sheetFor = ({ model, seed }: ActivationsProps, layer: string, table: LayerTable): SheetRequest => ({
  kind: 'sheet',
  model,
  units: unitsOf(table, layer),
  seed,
})

export const activationsRequests = (props: Props, tableOf: (model: string) => LayerTable): Request[] => [
  mapsOf(activationsProps(props, tableOf)),
]

const withPositions = (table: LayerTable): string[] => {
  const sizes = extents(table)
  return table.layers.map(({ name }) => name).filter((name) => sizes.get(name)!.height * sizes.get(name)!.width > 1)
}
