/** `<Kernel id="fig-k" to="conv4/39" from="conv3/12" />`: the weights between two units, and their pictures. */
import type { Request, RequestOf } from '../../artifacts/request.ts'
import { INPUT, type LayerTable } from '../../vocabulary/layerTable.ts'
import { parseUnit } from '../../model/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'
import { PER_FAMILY, POOLS, RELUS, SHOWN, type KernelState } from './choices.ts'
import { weightLayerNamed, weightLayers } from '../weightLayers.ts'

const KIND = 'Kernel'

export interface KernelProps extends KernelState {
  /** The weight that gets full ink, where several figures share a scale; 0 for the largest of this one. */
  scale: number
  model: string
  seed: number
}

const NAMES = ['to', 'from', 'weights', 'relu', 'maxPool', 'image', 'scale', 'model', 'seed']

/** @throws Error with the offending prop and what was allowed */
export function kernelProps(props: Props, tableOf: (model: string) => LayerTable): KernelProps {
  checkNames(KIND, props, NAMES)
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const layers = weightLayers(table)
  const to = textProp(KIND, props, 'to')
  const layer = weightLayerNamed(layers, table, parseUnit(to, table).layer)
  const from = textProp(KIND, props, 'from')
  const lower = from === INPUT ? INPUT : parseUnit(from, table).layer
  if (!layer.upstream.includes(lower))
    throw new Error(`invalid from of <${KIND}>: ${from} (${to} has weights on units of ${layer.upstream.join(', ')})`)
  const adjacent = layer.adjacent === lower && lower !== INPUT
  const weights = choiceProp(props, 'weights', SHOWN, adjacent ? 'kernel' : 'expanded')
  if (weights === 'kernel' && !adjacent)
    throw new Error(
      `invalid weights of <${KIND}>: kernel (${to} has kernels on units of ${layer.adjacent}; write weights="expanded" for ${from})`,
    )
  return {
    to,
    from,
    weights,
    relu: choiceProp(props, 'relu', RELUS, 'identity'),
    maxPool: choiceProp(props, 'maxPool', POOLS, 'average'),
    image: textProp(KIND, props, 'image', 'orange-1'),
    scale: numberProp(KIND, props, 'scale', 0, [0, Infinity]),
    model,
    seed: seedProp(KIND, props),
  }
}

function choiceProp<T extends string>(props: Props, name: string, allowed: readonly T[], fallback: T): T {
  const value = textProp(KIND, props, name, fallback)
  const found = allowed.find((each) => each === value)
  if (found) return found
  throw new Error(`invalid ${name} of <${KIND}>: ${value} (allowed: ${allowed.join(', ')})`)
}

/** The first frame. */
export const weightsOf = (props: KernelProps): RequestOf<'weights'> => {
  const { model, to, from, relu, maxPool, image, seed } = props
  const named = relu === 'true' || maxPool === 'true' ? image : null
  return { kind: 'weights', model, to, from, relu, maxPool, image: named, perFamily: PER_FAMILY, seed }
}

/** Pictures of the units of a layer. */
export const sheetFor = ({ model, seed }: KernelProps, layer: string, table: LayerTable): RequestOf<'sheet'> => ({
  kind: 'sheet',
  model,
  units: unitsOf(table, layer),
  seed,
})

export function kernelRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = kernelProps(written, tableOf)
  const table = tableOf(props.model)
  const ends = [props.to, props.from].filter((each) => each !== INPUT)
  const layers = new Set(ends.map((each) => parseUnit(each, table).layer))
  return [weightsOf(props), ...[...layers].map((layer) => sheetFor(props, layer, table))]
}
