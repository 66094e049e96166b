/** Which layer's units a layer's channels are. */
import { INPUT, layerNamed, type LayerTable } from '../vocabulary/layerTable.ts'
import { operationOf } from './operations.ts'

/** Follows pooling and averaging back to the layer whose units the channels are; to the input where there is none. */
export function unpooled(table: LayerTable, name: string): string {
  if (name === INPUT) return INPUT
  const layer = layerNamed(table, name)
  return operationOf(layer).passes === 'kept' ? unpooled(table, layer.inputs[0]) : name
}
