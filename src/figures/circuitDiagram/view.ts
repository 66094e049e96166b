/** What the widget shows, the same from the artifact as from the worker. */
import type { CircuitDiagramData } from '../../artifacts/circuitDiagram/artifact.ts'
import { decodeGrid } from '../../vocabulary/grid.ts'
import type { Circuit, CircuitEdge } from '../../circuits/graph/unitGraph.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'

export interface View extends Circuit {
  /** What is said of the picture that lights it up; its name when absent. */
  caption?: string
}

export const viewOf = (json: CircuitDiagramData): View => ({
  ...json,
  edges: json.edges.map((edge) => ({ ...edge, grid: decodeGrid(edge.grid) })),
})

/** Whether it is on a picture. */
export const isLit = ({ nodes }: Circuit): boolean => nodes.some(({ value }) => value !== undefined)

/** What an edge's width follows: the length of its kernel, or what it gave on the picture. */
export const strengthOf =
  (circuit: Circuit) =>
  ({ norm, sum }: CircuitEdge): number =>
    isLit(circuit) ? Math.abs(sum) : norm

export const circuitTable = (circuit: Circuit): DataTable => ({
  columns: ['from', 'to', 'length', isLit(circuit) ? 'contribution' : 'sum'],
  rows: circuit.edges.map(({ from, to, norm, sum }) => [
    from,
    to,
    Number(norm.toPrecision(5)),
    Number(sum.toPrecision(5)),
  ]),
})
