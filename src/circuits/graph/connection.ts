/** Which weights an edit means, read off the layer table alone. */
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, parameterName, type LayerTable } from '../../vocabulary/layerTable.ts'
import { parseUnit } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { hasWeights, operationOf } from '../../model/operations.ts'
import { channelWithin } from '../kernels/channelWithin.ts'
import { STRONGEST, type Edit } from '../../vocabulary/edit.ts'

/** A unit's weights among those of its layer, which lie as `index · width + column`. */
export interface EditedWeights {
  /** The layer that holds them: `conv4.pre`. */
  layer: string
  /** Under which they are stored: `conv4`. */
  parameter: string
  /** The unit's column, and how many columns there are. */
  column: number
  width: number
  /** Rows of the weights that are edited, in the order of a replacement's kernel. */
  rows: readonly number[]
}

/**
 * Finds the weights that an edit changes, and checks the edit.
 * @throws Error naming the unit, and what was allowed
 */
export function weightsOf(table: LayerTable, edit: Edit): EditedWeights {
  const { layer: name, channel } = parseUnit(edit.unit, table)
  const layer = layerNamed(table, preactivation(name, table))
  const { weights } = operationOf(layer)
  if (!weights) {
    const known = table.layers.filter(hasWeights).map(({ name }) => parameterName(name))
    throw new Error(`no weights to edit: ${edit.unit} (allowed: units of ${[...new Set(known)].join(', ')})`)
  }
  const input = layer.inputs[0]
  const extent = extents(table).get(input)!
  const {
    taps: [tall, wide],
    groups,
  } = weights.layout(layer, extent)
  const [units, taps, depth] = [weights.units(layer), tall * wide, extent.channels / groups]
  const found = {
    layer: layer.name,
    parameter: parameterName(layer.name),
    column: channel,
    width: units,
    rows: Array.from({ length: taps * depth }, (_, i) => i),
  }
  if (edit.from !== undefined) {
    const source = sourceIn(table, edit, input)
    const within = source - Math.floor(channel / (units / groups)) * depth
    if (within < 0 || within >= depth)
      throw new Error(
        `no connection: ${edit.from} does not lead to ${edit.unit} (they lie in different groups of ${layer.name})`,
      )
    found.rows = Array.from({ length: taps }, (_, tap) => tap * depth + within)
  }
  checkNumbers(edit, found.rows.length)
  return found
}

/** The channel of `input` that carries the unit an edit's connection starts from. */
function sourceIn(table: LayerTable, { unit, from }: Edit, input: string): number {
  const { layer, channel } = parseUnit(from!, table)
  const found = channelWithin(table, input, layer)
  if (found !== undefined) return found + channel
  throw new Error(
    `no connection: ${from} does not lead straight to ${unit} (allowed: units of ${sources(table, input).join(', ')})`,
  )
}

/** Layers whose units lead straight to what `layer` feeds. */
function sources(table: LayerTable, layer: string): string[] {
  if (layer === INPUT) return []
  const found = layerNamed(table, layer)
  const { passes } = operationOf(found)
  if (passes !== 'joined' && passes !== 'kept') return [layer]
  return [layer, ...found.inputs.flatMap((each) => sources(table, each))]
}

function checkNumbers(edit: Edit, weights: number): void {
  const name = `${edit.from ? `${edit.from}>` : ''}${edit.unit}`
  if ('kernel' in edit) {
    if (edit.kernel.length !== weights)
      throw new Error(`kernel of ${edit.kernel.length} numbers in the place of ${name} (it has ${weights})`)
    const bad = edit.kernel.find((weight) => !Number.isFinite(weight)) ?? finiteOr(edit.bias)
    if (bad !== undefined) throw new Error(`weight ${bad} in the place of ${name} (must be finite)`)
    if (edit.from !== undefined && edit.bias !== undefined)
      throw new Error(`bias for the connection ${name} (only a whole unit has one)`)
    return
  }
  const least = edit.from === undefined ? 0 : -STRONGEST
  if (!(edit.by >= least && edit.by <= STRONGEST))
    throw new Error(`factor ${edit.by} of ${name} (allowed: ${least} to ${STRONGEST})`)
}

const finiteOr = (bias: number | undefined): number | undefined =>
  bias === undefined || Number.isFinite(bias) ? undefined : bias
