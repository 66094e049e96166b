import { describe, expect, it } from 'vitest'
import type { CircuitEdge } from '../../../src/circuits/graph/unitGraph.ts'
import { layout, NODE, type Layout } from '../../../src/figures/circuitDiagram/layout.ts'
import { circuit, edge } from './circuits.ts'

/** How many pairs of edges cross, by the order in the columns. */
function crossings({ nodes, edges }: Layout): number {
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

describe('layout', () => {
  const norm = ({ norm }: CircuitEdge) => norm

  it('puts layers in columns, and neither pictures nor kernels over one another', () => {
    const found = circuit([
      edge('a/1', 'b/1', 0.5),
      edge('a/2', 'b/1', -1),
      edge('a/2', 'b/2', 0.25),
      edge('b/1', 'c/1', 2),
      edge('b/2', 'c/1', 1),
    ])
    const { nodes, edges, width, height, columns } = layout(found, norm)
    const x = (unit: string) => nodes.find((node) => node.unit === unit)!.x
    expect(x('a/1')).toBe(x('a/2'))
    expect(x('a/1')).toBeLessThan(x('b/1'))
    expect(columns.map(({ max }) => max)).toEqual([1, 2, 0])
    const boxes = [
      ...nodes.map((node) => ({ x: node.x, y: node.y, side: NODE })),
      ...edges.map((each) => ({ x: each.x, y: each.y, side: 15 })),
    ]
    boxes.forEach((a, i) => {
      expect(a.x >= 0 && a.y >= 0 && a.x + a.side <= width && a.y + a.side <= height).toBe(true)
      for (const b of boxes.slice(i + 1))
        expect(a.x + a.side <= b.x || b.x + b.side <= a.x || a.y + a.side <= b.y || b.y + b.side <= a.y).toBe(true)
    })
  })

  it('compares an edge with those between the same layers', () => {
    const { edges } = layout(
      circuit([edge('a/1', 'b/1', 0.01), edge('a/2', 'b/1', -0.02), edge('b/1', 'c/1', 5)]),
      norm,
    )
    const share = (from: string) => edges.find((each) => each.edge.from === from)!.share
    expect([share('a/1'), share('a/2'), share('b/1')]).toEqual([0.5, 1, 1])
    const width = (from: string) => edges.find((each) => each.edge.from === from)!.width
    expect(width('a/2')).toBe(width('b/1'))
    expect(width('a/1')).toBeLessThan(width('a/2'))
  })

  it('orders units so that fewer edges cross, whatever order they come in', () => {
    const edges = [
      edge('a/1', 'b/2', 1),
      edge('a/2', 'b/3', 1),
      edge('a/3', 'b/1', 1),
      edge('b/1', 'c/1', 3),
      edge('b/2', 'c/1', 2),
      edge('b/3', 'c/1', 1),
    ]
    expect(crossings(layout(circuit(edges), norm))).toBe(0)
    expect(crossings(layout(circuit([...edges].reverse()), norm))).toBe(0)
    // What cannot be drawn without: every lower unit leads to both upper ones.
    const both = ['a/1', 'a/2'].flatMap((from) => ['b/1', 'b/2'].map((to) => edge(from, to, 1)))
    expect(crossings(layout(circuit(both), norm))).toBe(1)
  })

  it('draws a unit alone', () => {
    const { nodes, edges } = layout({ layers: ['a'], nodes: [{ unit: 'a/1' }], edges: [] }, norm)
    expect([nodes.length, edges.length]).toEqual([1, 0])
  })
})
