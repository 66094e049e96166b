/** Where a network's classes are read. */
import type { LayerTable } from '../vocabulary/layerTable.ts'
import { extents } from './geometry.ts'
import { operationOf } from './operations.ts'

/**
 * The layer whose units the classes are, whatever its operation: the last before any softmax, if each of its units
 * sees the whole image; undefined where its units have positions.
 */
export function readout(table: Pick<LayerTable, 'layers' | 'input'>): { layer: string; units: number } | undefined {
  let at = table.layers.length - 1
  while (at > 0 && operationOf(table.layers[at]).normalizes) at = lastOf(table, table.layers[at].inputs[0])
  const { name } = table.layers[at]
  const { height, width, channels } = extents(table).get(name)!
  return height * width === 1 ? { layer: name, units: channels } : undefined
}

const lastOf = ({ layers }: Pick<LayerTable, 'layers'>, name: string): number =>
  layers.findIndex((layer) => layer.name === name)
