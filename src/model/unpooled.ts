/** Which layer's units a layer's channels are. */
import { INPUT, layerNamed, type LayerTable } from './layerTable.ts'

/** Operations that keep channels apart and in order: weights on their output are weights on their input. */
export const KEEPING: ReadonlySet<string> = new Set(['maxPool', 'avgPool', 'globalAverage'])

/** Follows pooling and averaging back to the layer whose units the channels are; to the input where there is none. */
export function unpooled(table: LayerTable, name: string): string {
  if (name === INPUT) return INPUT
  const { op, inputs } = layerNamed(table, name)
  return KEEPING.has(op) ? unpooled(table, inputs[0]!) : name
}
