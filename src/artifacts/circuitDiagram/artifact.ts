/** A unit, the units of the layers before it with the longest kernels, and those kernels. */
import { z } from 'zod'
import { artifact, json, type DataOf, type RequestOf } from '../artifact.ts'
import { model, picture, unit } from '../fields.ts'
import { gridSchema } from '../gridSchema.ts'

const request = z.strictObject({
  kind: z.literal('circuitDiagram'),
  model,
  unit,
  /** How many layers before it. */
  depth: z.int().min(0),
  /** Edges that each growth adds. */
  top: z.int().positive(),
  sign: z.enum(['both', 'excite', 'inhibit']),
  grown: z.array(z.strictObject({ unit, way: z.enum(['up', 'down']) })),
  /** Edges are what they gave on it; null where they are kernels. */
  image: picture.nullable(),
})

const data = z.strictObject({
  /** The layers of the nodes, in the network's order. */
  layers: z.array(z.string()),
  nodes: z.array(
    z.strictObject({
      unit,
      /** On an image: row and column that it is taken at, and its preactivation there. */
      at: z.tuple([z.int(), z.int()]).optional(),
      value: z.number().optional(),
    }),
  ),
  edges: z.array(
    z.strictObject({
      from: z.string(),
      to: unit,
      /** Euclidean length of the kernel. */
      norm: z.number(),
      /** The sum of the kernel's weights; on an image, of the contributions. */
      sum: z.number(),
      /** The kernel; on an image, what the lower unit's positions gave. */
      grid: gridSchema,
    }),
  ),
})

const circuitDiagram = artifact({
  request,
  files: { data: json(data) },
  reads: ({ image }) => (image === null ? [] : [['picture', image]]),
})
export default circuitDiagram

export type CircuitDiagramRequest = RequestOf<typeof circuitDiagram>
export type CircuitDiagramData = DataOf<typeof circuitDiagram>
