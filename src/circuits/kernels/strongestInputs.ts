/** The lower units that a unit's weights depend on most. */
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { unpooled } from '../../model/unpooled.ts'
import { weightsOf } from '../graph/connection.ts'

export interface StrongInput {
  /** As in `conv3/5`, where only pooling and averaging lie between. */
  from: string
  /** Euclidean length of the connection's weights. */
  norm: number
  /** Their sum: whether the lower unit excites or inhibits on the whole. */
  sum: number
}

/**
 * The largest connections first.
 * @returns none where the unit's layer sees the image itself, or a mixture of layers
 * @throws Error where the unit is unknown, or has no weights
 */
export function strongestInputs(model: Model, unit: string, count: number): StrongInput[] {
  const { table } = model
  const { parameter } = weightsOf(table, { unit, by: 1 })
  const below = layerBelow(table, parseUnit(unit, table).layer)
  if (below === null) return []
  const weights = model.stored.get(`${parameter}/kernel`)!.data
  const found: StrongInput[] = []
  for (let channel = 0; channel < extents(table).get(below)!.channels; channel++) {
    const from = `${below}/${channel}`
    const own = weightsIfJoined(table, unit, from)
    if (!own) continue
    const values = own.rows.map((row) => weights[row * own.width + own.column])
    found.push({
      from,
      norm: Math.hypot(...values),
      sum: values.reduce((sum, value) => sum + value, 0),
    })
  }
  return found.sort((a, b) => b.norm - a.norm).slice(0, count)
}

/** The layer whose units a layer's weights are on, pooling and averaging aside; null where there is no one such. */
function layerBelow(table: LayerTable, name: string): string | null {
  const layer = unpooled(table, layerNamed(table, preactivation(name, table)).inputs[0])
  return layer === INPUT ? null : layer
}

/** Undefined where the two lie in different groups. */
function weightsIfJoined(table: LayerTable, unit: string, from: string) {
  try {
    return weightsOf(table, { unit, from, by: 1 })
  } catch {
    return undefined
  }
}
