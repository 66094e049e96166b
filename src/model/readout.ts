/** Where a network's classes are read. */
import type { LayerTable } from '../vocabulary/layerTable.ts'
import { hasWeights, isGlobal, operationOf } from './operations.ts'

/**
 * The layer whose units the classes are: the last whose weights lead from every position, before any softmax;
 * undefined where there is none.
 */
export function readout({ layers }: Pick<LayerTable, 'layers'>): { layer: string; units: number } | undefined {
  const last = layers.filter((layer) => hasWeights(layer) && isGlobal(layer)).at(-1)
  return last && { layer: last.name, units: operationOf(last).weights!.units(last) }
}
