/**
 * A circuit: units of adjacent layers and the kernels between them, grown from one unit by the
 * strongest kernels that lead to it. On an image, each edge is what the lower unit gave there.
 */
import { INPUT, layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import { layerKernels } from '../kernels/layerKernels.ts'
import { lightUp } from './lightUp.ts'
import { sources } from '../linear/sources.ts'
import type { Circuit, CircuitEdge } from './unitGraph.ts'
import { hasWeights, operationOf } from '../../model/operations.ts'

/** Which edges: all, those whose weights sum to more than zero, or to less. */
export type EdgeSign = 'both' | 'excite' | 'inhibit'

export interface Growth {
  /** A unit of the circuit: others than those do nothing. */
  unit: string
  /** To the units that lead to it, or to those that it leads to. */
  way: 'up' | 'down'
}

export interface CircuitRequest {
  /** As in `conv4/39`. */
  unit: string
  /** How many layers before it. */
  depth: number
  /** Edges that each growth adds, the strongest first. */
  top: number
  sign: EdgeSign
  /** After the depth, in this order. */
  grown: readonly Growth[]
  /** RGB in [0, 1], (H, W, C), of the network's own size. */
  image?: Float32Array
}

/** @throws Error where the unit is unknown, or its layer has no weights */
export async function circuit(model: Model, request: CircuitRequest): Promise<Circuit> {
  const { unit, depth, image } = request
  const units = [unit]
  const edges: CircuitEdge[] = []
  const add = (found: readonly CircuitEdge[]) => {
    for (const edge of found) {
      if (!edges.some(({ from, to }) => from === edge.from && to === edge.to)) edges.push(edge)
      for (const each of [edge.from, edge.to]) if (!units.includes(each)) units.push(each)
    }
  }
  if (!hasWeights(layerOfUnit(model.table, unit))) throw new Error(`no weights lead to ${unit}`)
  let front = [unit]
  for (let step = 0; step < depth; step++) {
    const before = new Set(units)
    for (const each of front) add(chosen(inputEdges(model, each), request))
    front = units.filter((each) => !before.has(each))
  }
  for (const { unit: each, way } of request.grown)
    if (units.includes(each)) add(chosen(way === 'up' ? inputEdges(model, each) : outputEdges(model, each), request))
  const order = model.table.layers.map(({ name }) => name)
  const layerOf = (each: string) => each.slice(0, each.lastIndexOf('/'))
  const layers = [...new Set(units.map(layerOf))].sort((a, b) => order.indexOf(a) - order.indexOf(b))
  const found: Circuit = { layers, nodes: units.map((each) => ({ unit: each })), edges }
  return image ? lightUp(model, found, image) : found
}

/** The layer that computes a unit's preactivation. */
const layerOfUnit = (table: LayerTable, reference: string) =>
  layerNamed(table, preactivation(parseUnit(reference, table).layer, table))

/** Whether other units lead to a unit; to those of the first layer the image does. */
function readsUnits(table: LayerTable, reference: string): boolean {
  const layer = layerOfUnit(table, reference)
  if (!hasWeights(layer)) return false
  return sources(table, layer.inputs[0])[0].layer !== INPUT
}

const chosen = (edges: CircuitEdge[], { top, sign }: CircuitRequest): CircuitEdge[] =>
  edges
    .filter(({ sum }) => sign === 'both' || (sign === 'excite' ? sum > 0 : sum < 0))
    .sort((a, b) => b.norm - a.norm)
    .slice(0, top)

function edge(from: string, to: string, grid: Grid): CircuitEdge {
  let [squares, sum] = [0, 0]
  for (const value of grid.values) {
    squares += value * value
    sum += value
  }
  return { from, to, norm: Math.sqrt(squares), sum, grid }
}

/** Every kernel that leads to a unit from another. */
function inputEdges(model: Model, to: string): CircuitEdge[] {
  if (!readsUnits(model.table, to)) return []
  const own = parseUnit(to, model.table)
  const kernel = layerKernels(model, own.layer)
  if (!kernel) return []
  return sources(model.table, layerOfUnit(model.table, to).inputs[0]).map(({ layer, channel }, index) =>
    edge(`${layer}/${channel}`, to, kernel(own.channel, index)),
  )
}

/** Every kernel that leads from a unit to another. */
function outputEdges(model: Model, from: string): CircuitEdge[] {
  const { table } = model
  const own = parseUnit(from, table)
  return table.layers.flatMap((layer) => {
    const { weights } = operationOf(layer)
    if (!weights) return []
    const index = sources(table, layer.inputs[0]).findIndex(
      (each) => each.layer === own.layer && each.channel === own.channel,
    )
    if (index < 0) return []
    const plain = layer.name.replace(/\.pre$/, '')
    const name = table.layers.some((each) => each.name === plain) ? plain : layer.name
    const kernel = layerKernels(model, name)
    if (!kernel) return []
    return Array.from({ length: weights.units(layer) }, (_, channel) =>
      edge(from, `${name}/${channel}`, kernel(channel, index)),
    )
  })
}
