/** What of a network comes after one of its layers, as a network that takes that layer's values. */
import { extents } from '../model/geometry.ts'
import { INPUT, layerNamed } from '../vocabulary/layerTable.ts'
import type { Model } from '../model/model.ts'

/**
 * Every parameter is shared; the values are taken as they are, `(B, H, W, C)`.
 * @returns undefined where the layers above also read something else, which leads around `layer`
 */
export function above(model: Model, layer: string): Model | undefined {
  const { table } = model
  layerNamed(table, layer)
  const layers = table.layers.slice(table.layers.findIndex(({ name }) => name === layer) + 1)
  const known = new Set([layer, ...layers.map(({ name }) => name)])
  if (layers.some(({ inputs }) => inputs.some((each) => !known.has(each)))) return undefined
  const { height, width, channels } = extents(table).get(layer)!
  const ones = new Array<number>(channels).fill(1)
  return {
    ...model,
    table: {
      ...table,
      input: { ...table.input, height, width, channels, scale: ones, offset: ones.map(() => 0), order: 'RGB' },
      layers: layers.map((each) => ({
        ...each,
        inputs: each.inputs.map((input) => (input === layer ? INPUT : input)) as typeof each.inputs,
      })),
    },
    dispose() {},
  }
}
