/**
 * A circuit on one image. A unit that leads to no other of the circuit is taken where its preactivation is
 * largest; every other where it gave most, for or against, to the unit that it gave most to. An edge
 * is then what the lower unit's positions gave to the upper unit's preactivation.
 */
import * as tf from '@tensorflow/tfjs-core'
import { whole } from '../../model/cone.ts'
import { extents } from '../../model/geometry.ts'
import { latestActivations } from '../../model/latestActivations.ts'
import { layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { unpooled } from '../../model/unpooled.ts'
import type { Circuit, CircuitEdge, CircuitNode } from './unitGraph.ts'
import { contributionsGiven } from './contributions.ts'
import { slice, valuesIn, type Field } from '../linear/expandedWeights.ts'
import { sources } from '../linear/sources.ts'

/** @param pixels RGB in [0, 1], (H, W, C), of the network's own size */
export async function lightUp(model: Model, circuit: Circuit, pixels: Float32Array): Promise<Circuit> {
  const { table } = model
  const { height, width, channels } = table.input
  if (pixels.length !== height * width * channels)
    throw new Error(`image of ${pixels.length} numbers (${table.id} takes ${height}×${width}×${channels})`)
  const sizes = extents(table)
  const held = neededLayers(model, circuit).map((layer) => ({ layer, window: whole(sizes.get(layer)!) }))
  const values = await latestActivations(
    model,
    { height, width, values: pixels },
    held.map(({ layer }) => layer),
  )
  const image = tf.tensor4d(pixels, [1, height, width, channels])
  const activations = Object.fromEntries(held.map(({ layer }) => [layer, tf.tensor1d(values.get(layer)!)]))
  const nodes = new Map<string, CircuitNode>()
  const lit = new Map<CircuitEdge, { sum: number; peak: [number, number]; edge: CircuitEdge }>()
  try {
    for (const layer of [...circuit.layers].reverse()) {
      const before = preactivation(layer, table)
      const map: Field = {
        window: whole(sizes.get(before)!),
        channels: sizes.get(before)!.channels,
        values: values.get(before)!,
      }
      for (const { unit } of circuit.nodes.filter((each) => layerOf(each.unit) === layer)) {
        const { channel } = parseUnit(unit, table)
        const above = circuit.edges
          .filter(({ from }) => from === unit)
          .map((edge) => lit.get(edge)!)
          .sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum))[0]
        const at = above?.peak ?? largest(map, channel, (value) => value)
        const width = map.window.right
        nodes.set(unit, { unit, at, value: map.values[(at[0] * width + at[1]) * map.channels + channel] })
        const inputs = circuit.edges.filter(({ to }) => to === unit)
        if (inputs.length === 0) continue
        const { lower, indexOf } = lowerOf(table, unit)
        const split = contributionsGiven(model, `${unit}@${at.join()}`, lower)
        const field = await split(image, () => valuesIn(activations, held, 1))
        for (const edge of inputs) {
          const grid = slice(field, indexOf(edge.from))
          const sum = grid.values.reduce((total, value) => total + value, 0)
          const peak = largest(field, indexOf(edge.from), Math.abs)
          lit.set(edge, { sum, peak, edge: { ...edge, sum, grid } })
        }
      }
    }
  } finally {
    image.dispose()
    for (const each of Object.values(activations)) each.dispose()
  }
  return {
    ...circuit,
    nodes: circuit.nodes.map(({ unit }) => nodes.get(unit)!),
    edges: circuit.edges.map((edge) => lit.get(edge)!.edge),
  }
}

const layerOf = (unit: string): string => unit.slice(0, unit.lastIndexOf('/'))

/** Where a channel is largest by `strength`, as row and column of its layer. */
function largest(
  { window, channels, values }: Field,
  channel: number,
  strength: (value: number) => number,
): [number, number] {
  const width = window.right - window.left
  let best = 0
  for (let i = 1; i < values.length / channels; i++)
    if (strength(values[i * channels + channel]) > strength(values[best * channels + channel])) best = i
  return [window.top + Math.floor(best / width), window.left + (best % width)]
}

/** The layer that a unit's inputs are contributions of, pooling looked through, and where in it each one is. */
function lowerOf(table: LayerTable, unit: string) {
  const layer = layerNamed(table, preactivation(layerOf(unit), table))
  const lower = unpooled(table, layer.inputs[0])
  const names = sources(table, lower)
  return {
    lower,
    indexOf: (from: string) => names.findIndex((each) => `${each.layer}/${each.channel}` === from),
  }
}

function neededLayers(model: Model, { layers, nodes, edges }: Circuit): string[] {
  const names = new Set(layers.map((layer) => preactivation(layer, model.table)))
  for (const { unit } of nodes) {
    if (!edges.some(({ to }) => to === unit)) continue
    const { targets } = contributionsGiven(model, unit, lowerOf(model.table, unit).lower)
    for (const { layer } of targets) names.add(layer)
  }
  return [...names]
}
