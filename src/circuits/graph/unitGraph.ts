/** Units of adjacent layers and the kernels between them. */
import type { Grid } from '../../vocabulary/grid.ts'

export interface CircuitNode {
  unit: string
  /** On an image: row and column that it is taken at, and its preactivation there. */
  at?: [number, number]
  value?: number
}

export interface CircuitEdge {
  from: string
  to: string
  /** Euclidean length of the kernel. */
  norm: number
  /** The sum of the kernel's weights; on an image, of the contributions, which the unit's preactivation is made of. */
  sum: number
  /** The kernel; on an image, what the lower unit's positions gave. */
  grid: Grid
}

export interface Circuit {
  /** Layers of the nodes, in the network's order. */
  layers: string[]
  nodes: CircuitNode[]
  edges: CircuitEdge[]
}
