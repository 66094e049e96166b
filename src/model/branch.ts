import { extents } from './geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../vocabulary/layerTable.ts'
import { hasWeights, operationOf } from './operations.ts'

/** The channel of a layer with weights that a unit's value comes from. */
export interface Branch {
  layer: string
  channel: number
}

/**
 * Follows a unit back through its nonlinearity, and through concatenations to the branch that it is of: `mixed4/30` →
 * `mixed4.b3x3`, channel 6.
 * @returns undefined where several layers' channels meet in a unit, as in a sum, or none with weights lies before it
 */
export function branchOf(table: LayerTable, name: string, channel: number): Branch | undefined {
  if (name === INPUT) return undefined
  const layer = layerNamed(table, name)
  if (hasWeights(layer)) return { layer: name, channel }
  const { passes, slope } = operationOf(layer)
  if (passes === 'kept' || (slope && layer.inputs.length === 1)) return branchOf(table, layer.inputs[0], channel)
  if (passes !== 'joined') return undefined
  const sizes = extents(table)
  let before = 0
  for (const input of layer.inputs) {
    const { channels } = sizes.get(input)!
    if (channel < before + channels) return branchOf(table, input, channel - before)
    before += channels
  }
  return undefined
}
