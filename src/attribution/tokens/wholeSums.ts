/** `wholeSums(table, sums)` → the sums of those layers that all relevance passes through: what comes out of each block. */
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import type { LayerSum } from './propagate.ts'

/**
 * A layer holds all of it if nothing leads around it: no layer after it reads one before it.
 * @param sums in the order in which relevance was passed down
 */
export function wholeSums({ layers }: Pick<LayerTable, 'layers'>, sums: readonly LayerSum[]): LayerSum[] {
  const place = new Map(layers.map(({ name }, i) => [name, i]))
  const passed = new Set(sums.map(({ layer }) => layer))
  const isWhole = (name: string) => {
    const at = place.get(name)!
    return !layers.some(
      (later, i) => i > at && passed.has(later.name) && later.inputs.some((input) => (place.get(input) ?? -1) < at),
    )
  }
  return sums.filter(({ layer }) => isWhole(layer) && layers[place.get(layer)!].op !== 'layerNorm')
}
