/**
 * `layout(circuit)` → where everything of a circuit is drawn, from its weights alone: one column per layer,
 * in it units in the order that crosses edges least, each edge's kernel beside the unit it leads from.
 */
import type { Circuit, CircuitEdge } from '../../circuits/graph/unitGraph.ts'
import { partsOf } from '../../vocabulary/network.ts'
import { magnitude } from '../../widgets/grid.ts'

/** Side of a picture, in units of the drawing. */
export const NODE = 44
const LINE = 12
const ROW_GAP = 10
/** From a column to the next: at least so much, and more where a drawing would be narrower than `WIDE`. */
const COLUMN = 100
const WIDE = 300
export const KERNEL = 15
const KERNEL_GAP = 3
/** From a unit to the kernels of its edges. */
const REACH = 9
const MARGIN = 8
/** Strongest and weakest stroke. */
const WIDTHS = [0.9, 5.5] as const
const SWEEPS = 8

export interface PlacedNode {
  unit: string
  /** The picture's top left corner. */
  x: number
  y: number
}

export interface PlacedEdge {
  edge: CircuitEdge
  /** Its strength beside that of the layer's strongest, 0 to 1: width and opacity follow it. */
  share: number
  width: number
  /** The kernel's top left corner. */
  x: number
  y: number
  /** From the unit to its kernel, and from there to the other unit. */
  stem: string
  path: string
}

export interface Layout {
  width: number
  height: number
  columns: { layer: string; max: number }[]
  nodes: PlacedNode[]
  edges: PlacedEdge[]
}

type Strength = (edge: CircuitEdge) => number

const layerOf = (unit: string) => partsOf(unit).layer

/**
 * @param strength which widths and the order in a column follow
 * @param lines of text under each unit
 */
export function layout({ layers, nodes, edges }: Circuit, strength: Strength, lines = 1): Layout {
  const step = Math.max(COLUMN, (WIDE - NODE - 2 * MARGIN) / Math.max(1, layers.length - 1))
  const rowHeight = NODE + 3 + lines * LINE + ROW_GAP
  const columns = layers.map((layer) => nodes.map(({ unit }) => unit).filter((unit) => layerOf(unit) === layer))
  untangle(columns, edges, strength)
  const tallest = Math.max(...columns.map(({ length }) => length))
  const placed = columns.flatMap((column, c) =>
    column.map((unit, row): PlacedNode => {
      const top = MARGIN + ((tallest - column.length) * rowHeight) / 2
      return { unit, x: MARGIN + c * step, y: top + row * rowHeight }
    }),
  )
  return {
    width: (layers.length - 1) * step + NODE + 2 * MARGIN,
    height: tallest * rowHeight + MARGIN,
    columns: layers.map((layer) => ({
      layer,
      max: magnitude(edges.filter(({ from }) => layerOf(from) === layer).map(({ grid }) => grid)),
    })),
    nodes: placed,
    edges: placedEdges(placed, edges, strength),
  }
}

/** The weakest first, so that the strongest lie on top. */
function placedEdges(nodes: readonly PlacedNode[], edges: readonly CircuitEdge[], strength: Strength): PlacedEdge[] {
  const at = new Map(nodes.map((node) => [node.unit, node]))
  const ends = (edge: CircuitEdge) => at.get(edge.to) ?? { x: 0, y: 0 }
  // Edges are compared with those between the same two layers.
  const gap = ({ from, to }: CircuitEdge) => `${layerOf(from)} ${layerOf(to)}`
  const largest = new Map<string, number>()
  for (const edge of edges) largest.set(gap(edge), Math.max(largest.get(gap(edge)) ?? 0, strength(edge)))
  const placed = nodes.flatMap((node) => {
    const out = edges.filter(({ from }) => from === node.unit).sort((a, b) => ends(a).y - ends(b).y)
    const middle = node.y + NODE / 2
    return out.map((edge, i): PlacedEdge => {
      const share = strength(edge) / (largest.get(gap(edge)) || 1)
      const y = middle + (i - (out.length - 1) / 2) * (KERNEL + KERNEL_GAP) - KERNEL / 2
      const x = node.x + NODE + REACH
      const [start, end] = [x + KERNEL, ends(edge).x]
      const [from, to] = [round(y + KERNEL / 2), round(ends(edge).y + NODE / 2)]
      const bend = (end - start) / 2
      return {
        edge,
        share,
        width: WIDTHS[0] + (WIDTHS[1] - WIDTHS[0]) * share,
        x,
        y,
        stem: `M${node.x + NODE} ${round(middle)}L${x} ${from}`,
        path: `M${start} ${from}C${round(start + bend)} ${from} ${round(end - bend)} ${to} ${end} ${to}`,
      }
    })
  })
  return placed.sort((a, b) => a.share - b.share)
}

const round = (value: number) => Math.round(value * 10) / 10

/**
 * Orders each column by the mean row of the units that its own are joined to, weighted by strength, from
 * the last column to the first and back (Sugiyama, Tagawa and Toda 1981). Ties stay as they were.
 */
function untangle(columns: string[][], edges: readonly CircuitEdge[], strength: Strength): void {
  /** Where a unit stands in its column, 0 to 1. */
  const placeIn = (column: readonly string[], unit: string) =>
    column.length > 1 ? column.indexOf(unit) / (column.length - 1) : 0.5
  const centreOf = (unit: string, own: readonly string[], other: readonly string[]) => {
    let [sum, total] = [0, 0]
    for (const edge of edges) {
      const end = edge.from === unit ? edge.to : edge.to === unit ? edge.from : ''
      if (!other.includes(end)) continue
      sum += strength(edge) * placeIn(other, end)
      total += strength(edge)
    }
    return total ? sum / total : own.indexOf(unit) / Math.max(1, own.length - 1)
  }
  const sweep = (step: 1 | -1) => {
    const order = [...columns.entries()]
    for (const [c, column] of step > 0 ? order.reverse() : order) {
      const other = columns[c + step]
      if (!other) continue
      const centres = new Map(column.map((unit) => [unit, centreOf(unit, column, other)]))
      column.sort((a, b) => (centres.get(a) ?? 0) - (centres.get(b) ?? 0))
    }
  }
  for (let i = 0; i < SWEEPS; i++) {
    sweep(1)
    // The last sweep is from the unit that the circuit is of.
    if (i < SWEEPS - 1) sweep(-1)
  }
}
