/** Small circuits of the letters a, b and c as layers. */
import type { Circuit, CircuitEdge } from '../../../src/circuits/graph/unitGraph.ts'

export const edge = (from: string, to: string, weight: number): CircuitEdge => ({
  from,
  to,
  norm: Math.abs(weight),
  sum: weight,
  grid: { height: 1, width: 1, values: Float32Array.of(weight) },
})

export const circuit = (edges: CircuitEdge[]): Circuit => {
  const units = [...new Set(edges.flatMap(({ from, to }) => [to, from]))]
  const layers = [...new Set(units.map((unit) => unit.split('/')[0]!))].sort()
  return { layers, nodes: units.map((unit) => ({ unit })), edges }
}
