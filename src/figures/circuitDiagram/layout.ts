/**
 * `layout(circuit)` → where everything of a circuit is drawn, from its weights alone: one column per layer,
 * in it units in the order that crosses edges least, each edge's kernel beside the unit it leads from.
 */
import type { Circuit, CircuitEdge } from '../../circuits/graph/circuit.ts'

/** In units of the drawing. */
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
  /** Of the layer's strongest, 0 to 1: which its width and opacity follow. */
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
  columns: { layer: string; x: number; max: number }[]
  nodes: PlacedNode[]
  edges: PlacedEdge[]
}

/**
 * @param strength of an edge, which widths and the order in a column follow
 * @param lines of text under each unit
 */
export function layout({ layers, nodes, edges }: Circuit, strength: (edge: CircuitEdge) => number, lines = 1): Layout {
  const step = Math.max(COLUMN, (WIDE - NODE - 2 * MARGIN) / Math.max(1, layers.length - 1))
  const rowHeight = NODE + 3 + lines * LINE + ROW_GAP
  const layerOf = (unit: string) => unit.slice(0, unit.lastIndexOf('/'))
  const columns = layers.map((layer) => nodes.map(({ unit }) => unit).filter((unit) => layerOf(unit) === layer))
  untangle(columns, edges, strength)
  const tallest = Math.max(...columns.map((column) => column.length))
  const height = tallest * rowHeight + MARGIN
  const at = new Map<string, PlacedNode>()
  columns.forEach((column, c) =>
    column.forEach((unit, row) => {
      const top = MARGIN + ((tallest - column.length) * rowHeight) / 2
      at.set(unit, { unit, x: MARGIN + c * step, y: top + row * rowHeight })
    }),
  )
  // Edges are compared with those between the same two layers.
  const gap = (edge: CircuitEdge) => `${layerOf(edge.from)} ${layerOf(edge.to)}`
  const largest = new Map<string, number>()
  for (const edge of edges) largest.set(gap(edge), Math.max(largest.get(gap(edge)) ?? 0, strength(edge)))
  const placed = [...at.values()].flatMap((node) => {
    const out = edges.filter(({ from }) => from === node.unit).sort((a, b) => at.get(a.to)!.y - at.get(b.to)!.y)
    const middle = node.y + NODE / 2
    return out.map((edge, i): PlacedEdge => {
      const share = strength(edge) / (largest.get(gap(edge)) || 1)
      const y = middle + (i - (out.length - 1) / 2) * (KERNEL + KERNEL_GAP) - KERNEL / 2
      const x = node.x + NODE + REACH
      const [start, end] = [x + KERNEL, at.get(edge.to)!.x]
      const [from, to] = [y + KERNEL / 2, at.get(edge.to)!.y + NODE / 2]
      const bend = (end - start) / 2
      return {
        edge,
        share,
        width: WIDTHS[0] + (WIDTHS[1] - WIDTHS[0]) * share,
        x,
        y,
        stem: `M${node.x + NODE} ${round(middle)}L${x} ${round(from)}`,
        path: `M${start} ${round(from)}C${round(start + bend)} ${round(from)} ${round(end - bend)} ${round(to)} ${end} ${round(to)}`,
      }
    })
  })
  const biggest = (layer: string) =>
    edges
      .filter(({ from }) => layerOf(from) === layer)
      .reduce((max, { grid }) => grid.values.reduce((m, value) => Math.max(m, Math.abs(value)), max), 0)
  return {
    width: (layers.length - 1) * step + NODE + 2 * MARGIN,
    height,
    columns: layers.map((layer, c) => ({ layer, x: MARGIN + c * step, max: biggest(layer) })),
    nodes: [...at.values()],
    edges: placed.sort((a, b) => a.share - b.share),
  }
}

const round = (value: number) => Math.round(value * 10) / 10

/**
 * Orders each column by the mean row of the units that its own are joined to, weighted by strength, from
 * the last column to the first and back (Sugiyama, Tagawa and Toda 1981). Ties stay as they were.
 */
function untangle(columns: string[][], edges: readonly CircuitEdge[], strength: (edge: CircuitEdge) => number): void {
  const indices = columns.map((_, i) => i)
  const share = (column: string[], unit: string) =>
    column.length > 1 ? column.indexOf(unit) / (column.length - 1) : 0.5
  const sweep = (order: readonly number[], step: number) => {
    for (const c of order) {
      const other = columns[c + step]
      if (!other) continue
      const centre = new Map(
        columns[c]!.map((unit, row) => {
          let [sum, total] = [0, 0]
          for (const edge of edges) {
            const end = edge.from === unit ? edge.to : edge.to === unit ? edge.from : undefined
            if (end === undefined || !other.includes(end)) continue
            sum += strength(edge) * share(other, end)
            total += strength(edge)
          }
          return [unit, total ? sum / total : row / Math.max(1, columns[c]!.length - 1)]
        }),
      )
      columns[c]!.sort((a, b) => centre.get(a)! - centre.get(b)!)
    }
  }
  for (let i = 0; i < SWEEPS; i++) {
    sweep([...indices].reverse(), 1)
    // The last sweep is from the unit that the circuit is of.
    if (i < SWEEPS - 1) sweep(indices, -1)
  }
}

/** How many pairs of edges cross, by the order in the columns. */
export function crossings({ nodes, edges }: Layout): number {
  const y = new Map(nodes.map((node) => [node.unit, node.y]))
  const x = new Map(nodes.map((node) => [node.unit, node.x]))
  let count = 0
  for (const [i, { edge: a }] of edges.entries())
    for (const { edge: b } of edges.slice(i + 1)) {
      if (x.get(a.from) !== x.get(b.from) || x.get(a.to) !== x.get(b.to)) continue
      const below = y.get(a.from)! - y.get(b.from)!
      if (below * (y.get(a.to)! - y.get(b.to)!) < 0) count++
    }
  return count
}
