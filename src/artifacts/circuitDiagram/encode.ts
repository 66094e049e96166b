import type { Encode } from '../encode.ts'
import type circuitDiagram from './artifact.ts'
import type { CircuitDiagramData } from './artifact.ts'

export const encode: Encode<typeof circuitDiagram, CircuitDiagramData> = async ({ unit }, data) => {
  const bad = data.edges.find(({ norm, sum }) => !Number.isFinite(norm) || !Number.isFinite(sum))
  if (bad) throw new Error(`circuit of ${unit} has an edge of ${bad.norm}, ${bad.sum}`)
  return { files: { data } }
}
