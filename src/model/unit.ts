/** References to units of a network whose layer table is at hand. */
import type { LayerTable } from '../vocabulary/layerTable.ts'
import { parseUnit as parse, type Unit } from '../vocabulary/unit.ts'
import { centre, extents } from './geometry.ts'

/**
 * Parses and checks a reference to a unit.
 * @throws Error with the reference and what was allowed
 */
export function parseUnit(reference: string, table: LayerTable): Unit {
  const sizes = extents(table)
  return parse(reference, { id: table.id, layers: table.layers.map(({ name }) => ({ name, ...sizes.get(name)! })) })
}

/** The position a unit is meant at: the one it names, else the centre of its layer. */
export const unitPosition = (unit: Unit, table: LayerTable): [number, number] => unit.at ?? centre(table, unit.layer)
