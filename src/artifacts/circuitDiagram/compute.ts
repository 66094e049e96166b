import { circuit } from '../../circuits/graph/circuit.ts'
import type { Circuit } from '../../circuits/graph/unitGraph.ts'
import type { Compute, Flop } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import { encodeGrid } from '../../vocabulary/grid.ts'
import type circuitDiagram from './artifact.ts'
import type { CircuitDiagramData } from './artifact.ts'

export const compute: Compute<typeof circuitDiagram, CircuitDiagramData> = async (model, requests, _, readers) => {
  const computed: CircuitDiagramData[] = []
  for (const { unit, depth, top, sign, grown, image: name } of requests) {
    const bytes =
      name === null ? undefined : await readers.picture(name, model.table.input.height, model.table.input.width)
    const image = bytes && { image: Float32Array.from(bytes, (value) => value / 255) }
    computed.push(encodeCircuit(await circuit(model, { unit, depth, top, sign, grown, ...image })))
  }
  return computed
}

/** Kernels are read, and at most one picture is shown. */
export const flop: Flop<typeof circuitDiagram> = () => 0

/** Numbers in full, grids at 63 levels. */
export const encodeCircuit = ({ layers, nodes, edges }: Circuit): CircuitDiagramData => ({
  layers,
  nodes: nodes.map(({ value, ...node }) => ({ ...node, ...(value !== undefined && { value: short(value) }) })),
  edges: edges.map((edge) => ({
    ...edge,
    norm: short(edge.norm),
    sum: short(edge.sum),
    grid: encodeGrid(edge.grid),
  })),
})

const short = (value: number): number => significant(value, 5)
