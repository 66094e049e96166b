/** A circuit as a small file: numbers in full, grids at 63 levels, enough to draw them. */
import { gridJson, type GridJson } from './anatomyJson.ts'
import type { Circuit, CircuitEdge } from './graph/circuit.ts'

export interface CircuitJson extends Omit<Circuit, 'edges'> {
  edges: (Omit<CircuitEdge, 'grid'> & { grid: GridJson })[]
}

const short = (value: number): number => Number(value.toPrecision(5))

export const circuitJson = ({ layers, nodes, edges }: Circuit): CircuitJson => ({
  layers,
  nodes: nodes.map(({ value, ...node }) => ({
    ...node,
    ...(value !== undefined && { value: short(value) }),
  })),
  edges: edges.map((edge) => ({
    ...edge,
    norm: short(edge.norm),
    sum: short(edge.sum),
    grid: gridJson(edge.grid),
  })),
})
