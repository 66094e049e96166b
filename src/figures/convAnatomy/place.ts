/** Where the curve and the unit's receptive field lie in the picture, in pixels, x right and y down. */
import { layerOf, type Network, type NetworkLayer } from '../../vocabulary/network.ts'
import { parseUnit } from '../../vocabulary/unit.ts'
import type { Curve } from './handles.ts'

/** The pixel that x and y count from: the middle of the picture. */
export const middleOf = ({ size }: Pick<Network, 'size'>): number => Math.floor(size / 2)

/** A unit with its position, its layer told in full. */
export function unitOf(
  reference: string,
  network: Network,
): { layer: NetworkLayer; channel: number; at: [number, number] } {
  const { layer: name, channel, at } = parseUnit(reference, network)
  const layer = layerOf(network, name)
  if (layer) return { layer, channel, at: at ?? layer.centre }
  throw new Error(`no layer ${name}`)
}

/** The pixel `[y, x]` that a unit's receptive field is centred on. */
export const centreOf = ({ field: { stride, offset } }: Pick<NetworkLayer, 'field'>, at: readonly [number, number]) =>
  [offset[0] + stride[0] * at[0], offset[1] + stride[1] * at[1]] as const

/** The same curve, its point counted from the centre of the unit's receptive field. */
export function inField<S extends Curve & { unit: string }>({ unit, angle, curvature, x, y }: S, network: Network) {
  const { layer, at } = unitOf(unit, network)
  const [row, column] = centreOf(layer, at)
  const middle = middleOf(network)
  return { unit, angle, curvature, x: x + middle - column, y: y + middle - row }
}
